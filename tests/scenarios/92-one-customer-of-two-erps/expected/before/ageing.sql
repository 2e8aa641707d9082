select g.customer, replace(g.sources::text, ',', ' ') as sources, g.d1_30, g.total
from finance.group_receivable_as_of('2024-02-29') as g
where g.companies && array[current_setting('scenario.company'), current_setting('scenario.company') || 'B']
