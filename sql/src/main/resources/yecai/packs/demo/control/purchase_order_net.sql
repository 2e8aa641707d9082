select
    company,
    to_char(order_date, 'YYYY-MM') as period,
    currency,
    id::text as derive_key,
    net as amount,
    status = 'draft' as excluded
from purchase_orders
