select
    c.code as derive_key,
    c.code as entity_key,
    c.code as company,
    c.name_en as name,
    jsonb_build_object('en', c.name_en, 'zh', c.name_zh) as names,
    c.currency as functional_currency,
    c.country,
    c.time_zone,
    coalesce(own.value, every.value, c.recognition_event) as recognition_event
from companies as c
left join source_setting as own on own.name = 'recognition_event' and own.company = c.code
left join source_setting as every on every.name = 'recognition_event' and every.company = ''
