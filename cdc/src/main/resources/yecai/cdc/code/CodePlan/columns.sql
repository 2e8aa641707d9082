-- The columns of canonical tables with codes of the kinds that were changed.
select
    c.relname as entity,
    a.attname as code_column,
    k.kind,
    hub.code_day_sql(c.oid) as day,
    hub.has_column(c.oid, 'document_no') as has_document
from hub.code_kind as k
inner join pg_class as c on c.relnamespace = 'canon'::regnamespace and c.relkind = 'r'
inner join pg_attribute as a on a.attrelid = c.oid and a.attname::text = any (k.code_columns) and not a.attisdropped
where k.kind in (
    select h.kind
    from hub.code_change as h
    where h.source = :source and h.adopted_at is not null and h.planned_at is null and h.done_at is null and h.problem is null
)
    -- sums of rows have codes too, and follow the rows
    and hub.has_column(c.oid, 'entity_key')
order by c.relname, a.attnum
