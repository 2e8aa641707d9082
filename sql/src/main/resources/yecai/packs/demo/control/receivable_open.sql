select
    company,
    period,
    functional_currency as currency,
    id::text as derive_key,
    open_functional as amount,
    false as excluded
from ar_items
