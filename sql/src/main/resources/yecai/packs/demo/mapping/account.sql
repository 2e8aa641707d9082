select
    a.id as derive_key,
    a.id::text as entity_key,
    a.company,
    a.code as account,
    a.name_en as name,
    jsonb_build_object('en', a.name_en, 'zh', a.name_zh) as names,
    a.kind as account_kind,
    a.control_kind,
    a.active
from gl_accounts as a
