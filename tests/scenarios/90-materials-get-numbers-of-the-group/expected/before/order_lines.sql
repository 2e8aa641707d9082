select l.source, l.material, l.net
from finance.sales_order_line as l
where l.company in (current_setting('scenario.company'), current_setting('scenario.company') || 'B')
