select
    c.code as derive_key,
    c.code as entity_key,
    c.code as customer,
    c.name_en as name,
    jsonb_build_object('en', c.name_en, 'zh', c.name_zh) as names,
    c.trading_company as counterparty_company,
    c.customer_group,
    c.country,
    c.active,
    c.tax_number
from customers as c
