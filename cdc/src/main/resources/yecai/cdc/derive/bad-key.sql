-- One entity_key that the view gives more than once, or that does not fit to its derive key: the key, how often it is given,
-- and whether it does not fit.
select
    entity_key,
    count(*),
    bool_or(derive_key is null
        or (entity_key = {{prefix}} || derive_key::text
            or starts_with(entity_key, {{prefix}} || derive_key::text || ':')) is not true)
from {{view}}
group by entity_key
having count(*) > 1
    or bool_or(derive_key is null
        or (entity_key = {{prefix}} || derive_key::text
            or starts_with(entity_key, {{prefix}} || derive_key::text || ':')) is not true)
limit 1
