select
    u.code as derive_key,
    u.code as entity_key,
    u.code as unit,
    u.name_en as name,
    jsonb_build_object('en', u.name_en, 'zh', u.name_zh) as names,
    u.category,
    u.factor,
    u.decimals
from uoms as u
