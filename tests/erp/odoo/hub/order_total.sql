select company, sales_order, sum(ordered_net) as net, sum(ordered_gross) as gross
from finance.order_to_cash
group by 1, 2
order by 1, 2
