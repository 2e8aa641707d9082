select
    t.code as derive_key,
    t.code as entity_key,
    t.code as payment_term,
    t.name_en as name,
    jsonb_build_object('en', t.name_en, 'zh', t.name_zh) as names,
    t.days,
    jsonb_build_object('retention_percent', t.retention_percent, 'retention_days', t.retention_days) as terms
from payment_terms as t
