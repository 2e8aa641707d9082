-- Which code of the group a code of a source is. valid_to is the first day on which it no longer holds; null: it holds for good.
-- Documents follow by their own day, master data have the code that holds in the end.
select
    m.kind,
    m.source,
    m.source_code,
    m.code,
    nullif(m.valid_from, '-infinity') as valid_from,
    nullif(m.valid_to, 'infinity') as valid_to,
    m.origin,
    m.reason,
    m.set_at
from hub.code_map as m
where m.replaced_at is null
