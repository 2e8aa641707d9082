select
    c.code as derive_key,
    c.code as entity_key,
    c.code as company,
    c.name_en as name,
    jsonb_build_object('en', c.name_en, 'zh', c.name_zh) as names,
    c.currency as functional_currency,
    c.country,
    c.time_zone,
    c.recognition_event
from companies as c
