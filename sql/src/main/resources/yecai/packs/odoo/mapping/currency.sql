select
    currency.id as derive_key,
    currency.id::text as entity_key,
    currency.name as currency,
    currency.full_name as name,
    jsonb_build_object('en', currency.full_name) as names,
    currency.decimal_places as decimals
from res_currency as currency
