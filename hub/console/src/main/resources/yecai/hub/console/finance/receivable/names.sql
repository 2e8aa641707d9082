select c.customer, min(c.name) as name
from finance.customer as c
group by c.customer
