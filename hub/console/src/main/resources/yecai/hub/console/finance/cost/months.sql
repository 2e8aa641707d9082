select distinct c.month
from finance.cost_composition as c
order by c.month desc
