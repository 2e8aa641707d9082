select company, period, sum(closing) as closing
from finance.trial_balance
group by 1, 2
having sum(debit) <> 0
order by 1, 2
