select
    h.company,
    to_char(h.ordered, 'YYYY-MM') as period,
    h.currency,
    h.id::text as derive_key,
    sum(p.quantity * p.price) as amount,
    false as excluded
from "order-line" as p, orders as h
where h.id = p.order_id
group by h.id, h.company, h.ordered, h.currency
