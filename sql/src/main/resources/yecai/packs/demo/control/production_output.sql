select
    company,
    to_char(order_date, 'YYYY-MM') as period,
    uom as currency,
    id::text as derive_key,
    completed_quantity as amount,
    false as excluded
from production_orders
