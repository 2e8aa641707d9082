-- What the rows of published views depend on besides the sources' changes. That is found by following the views they are made of:
-- the clock, or what the hub or finance holds without a version (live). Each view on the way is looked at once: its text is what takes
-- the time, and without "materialized" PostgreSQL would ask for it once for each view that is made of it.
create or replace function hub.dataset_currency(views oid[])
returns table (view_oid oid, currency text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive uses as (
        select r.oid as root, r.oid as relation
        from unnest(dataset_currency.views) as r (oid)
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
    part as materialized (
        select u.root, c.oid, c.relkind, n.nspname
        from uses as u
        inner join pg_class as c on c.oid = u.relation
        inner join pg_namespace as n on n.oid = c.relnamespace
        -- what hub.api_context has in its version
        where n.nspname <> 'hub' or c.relname not in (
            'scope', 'setting', 'login', 'principal', 'mask', 'mask_salt', 'reporting_currency',
            'transaction_rate_days', 'reader_rights', 'reader_mask', 'narrow_customer'
        )
    ),
    viewed as materialized (
        select distinct p.oid from part as p where p.relkind = 'v'
    ),
    text as materialized (
        select v.oid, pg_get_viewdef(v.oid) as definition from viewed as v
    ),
    told as materialized (
        select
            t.oid,
            -- what a function reads is in no catalogue
            t.definition ~ '\m(finance|production|reporting)\.[a-z_]+\(' as asks,
            t.definition ~* '(statement_timestamp|clock_timestamp|transaction_timestamp|now)\(|current_(date|time)' as has_clock
        from text as t
    )
    select
        p.root,
        case
            when bool_or(p.nspname in ('hub', 'books') or t.asks) then 'live'
            when bool_or(t.has_clock) then 'clock'
            else 'changes'
        end
    from part as p
    left join told as t on t.oid = p.oid
    group by p.root
$$;

revoke execute on function hub.dataset_currency from public;
grant execute on function hub.dataset_currency to yecai_access;

-- What a dataset is: a view of the published schemas with its columns, and what its rows depend on besides the sources' changes.
-- The view computes it from the catalogue as it is now; hub.dataset keeps it for the governed views as they were installed.
create or replace view hub.catalogue with (security_barrier = true) as
with root as materialized (
    select c.oid, n.nspname, c.relname
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
)
select
    r.oid as view_oid,
    r.nspname::text as schema_name,
    r.relname::text as view_name,
    k.currency,
    a.column_names,
    a.column_types,
    a.column_modifiers
from root as r
inner join hub.dataset_currency(array(select x.oid from root as x)) as k on k.view_oid = r.oid
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
