select i.source, i.company = current_setting('scenario.company') as own, i.original
from finance.receivable_item as i
where i.company like current_setting('scenario.company') || '%'
