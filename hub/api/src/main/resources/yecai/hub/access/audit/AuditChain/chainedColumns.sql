-- The tables of schema hub whose rows, or whose batches of rows, are chained, with the columns that are hashed, in order.
select
    c.relname as chain,
    a.attname as column_name,
    a.atttypid = 'timestamptz'::regtype as is_time,
    b.oid is not null as is_batched
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace and n.nspname = 'hub'
inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
left join pg_class as b on b.relnamespace = n.oid and b.relname = c.relname || '_batch'
where c.relkind = 'r'
    and c.relname !~ '_batch$'::text
    and exists (
        select from pg_attribute as h
        where h.attrelid = coalesce(b.oid, c.oid) and h.attname = 'prev_hash' and h.atttypid = 'bytea'::regtype
    )
    and a.attname not in ('prev_hash', 'hash')
    and not (b.oid is not null and a.attname = 'batch')
order by c.relname, a.attnum
