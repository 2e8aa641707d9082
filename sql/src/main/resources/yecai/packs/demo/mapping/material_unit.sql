select
    u.id as derive_key,
    u.id::text as entity_key,
    u.material,
    u.uom as unit,
    u.factor
from material_uoms as u
