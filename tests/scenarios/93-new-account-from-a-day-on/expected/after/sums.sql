select g.source_period, sum(g.debit) as debit, sum(g.credit) as credit
from finance.general_ledger as g
where g.company = current_setting('scenario.company')
group by g.source_period
