select
    company,
    period,
    base_uom as currency,
    id::text as derive_key,
    base_quantity as amount,
    false as excluded
from stock_moves
