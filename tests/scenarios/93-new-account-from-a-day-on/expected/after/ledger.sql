select g.source, g.source_period, g.account, sum(g.debit - g.credit) as amount
from finance.general_ledger as g
where g.company in (current_setting('scenario.company'), current_setting('scenario.company') || 'B')
group by g.source, g.source_period, g.account
