select
    currency.id as derive_key,
    currency.id::text as entity_key,
    currency.code as currency,
    currency.name,
    currency.digits as decimals
from currency_currency as currency
