select
    r.id as derive_key,
    r.id::text as entity_key,
    r.from_currency,
    r.to_currency,
    r.rate_type,
    r.valid_from,
    r.rate
from exchange_rates as r
