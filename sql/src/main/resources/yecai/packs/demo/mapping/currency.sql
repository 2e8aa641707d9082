select
    c.code as derive_key,
    c.code as entity_key,
    c.code as currency,
    c.name_en as name,
    c.decimals
from currencies as c
