select company, cost_center, sum(debit - credit) as amount
from finance.general_ledger
where cost_center is not null
group by 1, 2
order by 1, 2
