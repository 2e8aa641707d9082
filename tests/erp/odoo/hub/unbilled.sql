select company, entity_key::text as line, unbilled_quantity as quantity, unbilled_net as net
from finance.order_to_cash
where unbilled_quantity > 0
order by 1, 2
