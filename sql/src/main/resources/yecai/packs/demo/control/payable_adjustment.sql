select
    company,
    period,
    functional_currency as currency,
    id::text as derive_key,
    exchange_difference as amount,
    false as excluded
from ap_allocations
where exchange_difference <> 0
