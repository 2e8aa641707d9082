select
    c.code as derive_key,
    c.code as entity_key,
    c.code as company,
    c."Name" as name,
    c.currency as functional_currency,
    'Asia/Shanghai' as time_zone
from company_list as c;
