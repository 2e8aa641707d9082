-- Every object of the hub's schemas that can have a comment, with its owner and the comment that it has.
with ours as (
    select n.oid, n.nspname::text as nspname
    from pg_namespace as n
    where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
)
select 'schema' as kind, s.nspname as object, s.nspname as name,
    (select pg_get_userbyid(n.nspowner) from pg_namespace as n where n.oid = s.oid) as owner,
    obj_description(s.oid, 'pg_namespace') as current
from ours as s
union all
select case c.relkind when 'v' then 'view' else 'table' end, format('%I.%I', s.nspname, c.relname),
    s.nspname || '.' || c.relname, pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class')
from pg_class as c
inner join ours as s on s.oid = c.relnamespace
where c.relkind in ('r', 'p', 'v')
union all
select 'column', format('%I.%I.%I', s.nspname, c.relname, a.attname),
    s.nspname || '.' || c.relname || '.' || a.attname, pg_get_userbyid(c.relowner),
    col_description(c.oid, a.attnum)
from pg_class as c
inner join ours as s on s.oid = c.relnamespace
inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind in ('r', 'p', 'v')
union all
select case p.prokind when 'p' then 'procedure' else 'function' end, p.oid::regprocedure::text,
    s.nspname || '.' || p.proname, pg_get_userbyid(p.proowner), obj_description(p.oid, 'pg_proc')
from pg_proc as p
inner join ours as s on s.oid = p.pronamespace
