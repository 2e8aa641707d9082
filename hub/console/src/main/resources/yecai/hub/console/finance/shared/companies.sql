select distinct c.company, min(c.name) as name
from finance.company as c
group by c.company
order by c.company
