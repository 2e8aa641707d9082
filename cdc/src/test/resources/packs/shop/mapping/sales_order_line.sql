select
    o.id as derive_key,
    o.id || ':' || l.line as entity_key,
    o.company,
    o.id::text as sales_order,
    o.number as document_no,
    l.line as line_no,
    c.name as customer,
    o.ordered as document_date,
    l.quantity as ordered_quantity,
    -- fails for a quantity of zero: such an order is parked
    l.quantity * l.price / l.quantity as unit_price,
    l.quantity * l.price as net,
    l.due as promised_date
from orders as o
inner join "order-line" as l on l.order_id = o.id
left join client as c on c.id = o.customer
