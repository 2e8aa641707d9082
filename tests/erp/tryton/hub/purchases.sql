select
    p.company,
    p.purchase_order,
    p.entity_key as line,
    p.transaction_currency as currency,
    p.ordered_quantity as ordered,
    l.net,
    p.received_quantity as received,
    p.invoiced_quantity as invoiced
from finance.procure_to_pay as p
inner join finance.purchase_order_line as l on l.source = p.source and l.entity_key = p.entity_key
order by 1, 2, 3
