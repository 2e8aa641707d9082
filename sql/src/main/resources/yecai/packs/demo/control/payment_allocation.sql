select
    company,
    period,
    currency,
    id::text as derive_key,
    amount,
    false as excluded
from ap_allocations
