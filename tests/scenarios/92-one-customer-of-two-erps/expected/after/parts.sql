select p.source, p.customer, p.total
from finance.group_receivable_part_as_of('2024-02-29') as p
where p.company in (current_setting('scenario.company'), current_setting('scenario.company') || 'B')
