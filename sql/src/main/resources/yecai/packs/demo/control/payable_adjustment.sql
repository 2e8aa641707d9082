select
    company,
    period,
    functional_currency as currency,
    id::text as derive_key,
    exchange_difference + discount_functional as amount,
    false as excluded
from ap_allocations
where exchange_difference <> 0 or discount_functional <> 0
