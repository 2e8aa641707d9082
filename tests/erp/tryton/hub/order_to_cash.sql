select
    company,
    sales_order,
    transaction_currency as currency,
    sum(ordered_net) as ordered_net,
    sum(ordered_gross) as ordered_gross,
    sum(shipped_net) as shipped_net,
    sum(invoiced_net) as invoiced_net,
    sum(invoiced_gross) as invoiced_gross,
    sum(settled_gross) as settled_gross
from finance.order_to_cash
group by 1, 2, 3
order by 1, 2
