select
    p.code as derive_key,
    p.code as entity_key,
    p.company,
    p.code as plant,
    p.name_en as name,
    jsonb_build_object('en', p.name_en, 'zh', p.name_zh) as names
from plants as p
