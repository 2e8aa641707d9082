select
    s.code as derive_key,
    s.code as entity_key,
    s.code as supplier,
    s.name_en as name,
    jsonb_build_object('en', s.name_en, 'zh', s.name_zh) as names,
    s.trading_company as counterparty_company,
    s.country,
    s.active,
    s.payment_term,
    s.tax_number,
    s.bank_changed_on
from suppliers as s
