select
    i.code as derive_key,
    i.code as entity_key,
    i.code as material,
    i.name
from item as i
