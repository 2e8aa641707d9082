select
    company,
    entity_key::text as line,
    ordered_quantity as ordered,
    ordered_net,
    ordered_gross,
    shipped_quantity as delivered,
    invoiced_quantity as invoiced
from finance.order_to_cash
where line_kind <> 'rounding'
order by 1, 2
