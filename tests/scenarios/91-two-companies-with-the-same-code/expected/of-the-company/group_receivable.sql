select g.sources, g.companies = array[current_setting('scenario.company')] as own, g.total, g.whole_group
from finance.group_receivable_as_of('2024-02-29') as g
