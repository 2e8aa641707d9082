select
    location.id as derive_key,
    location.id::text as entity_key,
    coalesce(location.code, location.name) as plant,
    location.name,
    jsonb_build_object('en', location.name) as names
from stock_location as location
where location.type = 'warehouse'
