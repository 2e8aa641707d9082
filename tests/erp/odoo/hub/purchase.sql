select company, entity_key::text as line, ordered_quantity as ordered, net, received_quantity as received
from finance.purchase_order_line
where material is not null
order by 1, 2
