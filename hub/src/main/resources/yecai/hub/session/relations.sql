-- The governed views that the current role may select from, one row a column. What a view's rows depend on besides the
-- sources' changes is found by following the views it is made of: the clock, or state of the hub that has no version.
with recursive readable as (
    select c.oid, n.nspname, c.relname
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('finance', 'production', 'reporting')
        and c.relkind = 'v'
        and has_schema_privilege(n.oid, 'usage')
        and has_table_privilege(c.oid, 'select')
),
uses as (
    select r.oid as root, r.oid as relation
    from readable as r
    union
    select u.root, d.refobjid
    from uses as u
    inner join pg_rewrite as w on w.ev_class = u.relation
    inner join pg_depend as d
        on d.classid = 'pg_rewrite'::regclass
        and d.objid = w.oid
        and d.refclassid = 'pg_class'::regclass
        and d.refobjid <> u.relation
),
part as (
    select u.root, c.oid, c.relkind, n.nspname, c.relname
    from uses as u
    inner join pg_class as c on c.oid = u.relation
    inner join pg_namespace as n on n.oid = c.relnamespace
    -- what hub.api_context has in its version
    where n.nspname <> 'hub' or c.relname not in (
        'scope', 'setting', 'login', 'principal', 'mask', 'mask_salt', 'reporting_currency', 'reader_rights',
        'reader_mask', 'narrow_customer'
    )
),
clock as materialized (
    select v.oid
    from (select distinct p.oid from part as p where p.relkind = 'v') as v
    where pg_get_viewdef(v.oid) ~* '(statement_timestamp|clock_timestamp|transaction_timestamp|now)\(|current_(date|time)'
)
select
    r.nspname::text as schema,
    r.relname::text as view,
    coalesce(obj_description(r.oid, 'pg_class'), '') as view_comment,
    case
        when exists (select from part as p where p.root = r.oid and p.nspname = 'hub') then 'live'
        when exists (select from part as p inner join clock as k on k.oid = p.oid where p.root = r.oid) then 'clock'
        else 'changes'
    end as currency,
    a.attname::text as column,
    format_type(a.atttypid, null) as type,
    case when a.atttypid = 'numeric'::regtype and a.atttypmod > 0 then (a.atttypmod - 4) >> 16 & 65535 end as precision,
    case when a.atttypid = 'numeric'::regtype and a.atttypmod > 0 then (a.atttypmod - 4) & 2047 end as scale,
    coalesce(col_description(r.oid, a.attnum), '') as column_comment
from readable as r
inner join pg_attribute as a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
order by r.nspname, r.relname, a.attnum
