-- How many decimals a source's currencies have.
select c.source, c.currency, min(c.decimals) as places
from canon.currency as c
group by c.source, c.currency
