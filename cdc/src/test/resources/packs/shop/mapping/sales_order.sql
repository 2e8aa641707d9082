select
    o.id as derive_key,
    o.id::text as entity_key,
    o.company,
    o.number as document_no,
    o.ordered as document_date,
    c.name as customer,
    o.currency as transaction_currency,
    l.net,
    l.line_count
from orders as o
left join client as c on c.id = o.customer
left join lateral (
    select sum(x.quantity * x.price) as net, count(*)::integer as line_count
    from "order-line" as x
    where x.order_id = o.id
) as l on true
