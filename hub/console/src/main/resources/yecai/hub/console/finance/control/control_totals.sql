select
    c.source, c.company, c.period, c.kind, c.currency, c.source_count, c.source_amount, c.mapped_count, c.mapped, c.unmapped,
    c.parked, c.excluded, c.difference, c.mirror_difference, c.taken_at
from finance.control_total as c
where (:company is null or c.company = :company)
    and (:shown = 'all' or c.difference <> 0 or c.mirror_difference <> 0 or c.parked <> 0 or c.unmapped <> 0)
order by (c.difference <> 0 or c.mirror_difference <> 0) desc, c.company, c.period desc, c.kind, c.currency
