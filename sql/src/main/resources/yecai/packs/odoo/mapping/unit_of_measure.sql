select
    unit.id as derive_key,
    unit.id::text as entity_key,
    unit.name ->> 'en_US' as unit,
    unit.name ->> 'en_US' as name,
    jsonb_strip_nulls(jsonb_build_object('en', unit.name ->> 'en_US', 'zh', unit.name ->> 'zh_CN')) as names,
    split_part(unit.parent_path, '/', 1) as category,
    unit.factor
from uom_uom as unit
