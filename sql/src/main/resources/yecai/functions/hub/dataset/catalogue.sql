-- What a dataset is: a view of the published schemas with its columns, and what its rows depend on besides the sources'
-- changes. That is found by following the views it is made of: the clock, or what the hub or finance holds without a version (live).
-- The view computes it from the catalogue as it is now; hub.dataset keeps it for the governed views as they were installed.
create or replace view hub.catalogue with (security_barrier = true) as
with recursive root as (
    select c.oid, n.nspname, c.relname
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
),
uses as (
    select r.oid as root, r.oid as relation
    from root as r
    union
    select u.root, d.refobjid
    from uses as u
    inner join pg_catalog.pg_rewrite as w on w.ev_class = u.relation
    inner join pg_catalog.pg_depend as d
        on d.classid = 'pg_catalog.pg_rewrite'::regclass
        and d.objid = w.oid
        and d.refclassid = 'pg_catalog.pg_class'::regclass
        and d.refobjid <> u.relation
),
part as (
    select u.root, c.oid, c.relkind, n.nspname
    from uses as u
    inner join pg_catalog.pg_class as c on c.oid = u.relation
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    -- what hub.api_context has in its version
    where n.nspname <> 'hub' or c.relname not in (
        'scope', 'setting', 'login', 'principal', 'mask', 'mask_salt', 'reporting_currency',
        'transaction_rate_days', 'reader_rights', 'reader_mask', 'narrow_customer'
    )
),
-- what a function reads is in no catalogue
asking as materialized (
    select v.oid
    from (select distinct p.oid from part as p where p.relkind = 'v') as v
    where pg_catalog.pg_get_viewdef(v.oid) ~ '\m(finance|production|reporting)\.[a-z_]+\('
),
clock as materialized (
    select v.oid
    from (select distinct p.oid from part as p where p.relkind = 'v') as v
    where pg_catalog.pg_get_viewdef(v.oid)
        ~* '(statement_timestamp|clock_timestamp|transaction_timestamp|now)\(|current_(date|time)'
)
select
    r.oid as view_oid,
    r.nspname::text as schema_name,
    r.relname::text as view_name,
    case
        when exists (select from part as p where p.root = r.oid and p.nspname in ('hub', 'books')) then 'live'
        when exists (select from part as p inner join asking as k on k.oid = p.oid where p.root = r.oid) then 'live'
        when exists (select from part as p inner join clock as k on k.oid = p.oid where p.root = r.oid) then 'clock'
        else 'changes'
    end as currency,
    a.column_names,
    a.column_types,
    a.column_modifiers
from root as r
cross join lateral (
    select
        array_agg(c.attname::text order by c.attnum) as column_names,
        array_agg(format_type(c.atttypid, null) order by c.attnum) as column_types,
        array_agg(case when c.atttypid = 'numeric'::regtype then c.atttypmod else -1 end order by c.attnum)
            as column_modifiers
    from pg_catalog.pg_attribute as c
    where c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped
) as a;

grant select on hub.catalogue to yecai_access;
