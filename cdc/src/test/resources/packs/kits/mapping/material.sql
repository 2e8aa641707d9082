select
    k.code as derive_key,
    'k.' || k.code as entity_key,
    k.code as material,
    -- fails for a size of zero: such a kit is parked
    k.name || ' ' || 12 / k.size as name
from kit as k
union all
select
    k.code as derive_key,
    'k.' || k.code || ':' || p.part as entity_key,
    k.code as material,
    k.name || ' ' || 12 / k.size as name
from kit as k
inner join part as p on p.kit = k.code
