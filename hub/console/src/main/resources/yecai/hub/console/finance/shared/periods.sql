select distinct p.period
from finance.accounting_period as p
where p.start_date <= current_date
order by p.period desc
