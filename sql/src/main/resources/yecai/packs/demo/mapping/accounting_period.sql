select
    p.id as derive_key,
    p.id::text as entity_key,
    p.company,
    p.period,
    p.start_date,
    p.end_date,
    p.status,
    left(p.period, 4) as fiscal_year
from accounting_periods as p
