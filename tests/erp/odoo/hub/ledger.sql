select company, source_period as period, account, sum(debit) as debit, sum(credit) as credit
from finance.general_ledger
group by 1, 2, 3
order by 1, 2, 3
