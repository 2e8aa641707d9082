select
    c.code as derive_key,
    c.code as entity_key,
    c.code as currency,
    c.name_en as name,
    jsonb_build_object('en', c.name_en, 'zh', c.name_zh) as names,
    c.decimals
from currencies as c
