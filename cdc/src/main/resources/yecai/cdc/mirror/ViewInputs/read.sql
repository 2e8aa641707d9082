-- The mirror tables and the views of a source that each of its views reads, directly or by other views.
with recursive
direct as (
    select distinct r.ev_class as view, d.refobjid as input
    from pg_catalog.pg_rewrite as r
    inner join pg_catalog.pg_class as v on v.oid = r.ev_class
    inner join pg_catalog.pg_depend as d
        on d.classid = 'pg_catalog.pg_rewrite'::regclass
            and d.objid = r.oid
            and d.refclassid = 'pg_catalog.pg_class'::regclass
            and d.refobjid <> r.ev_class
    where v.relnamespace = to_regnamespace(quote_ident(:mapSchema))
),
reads as (
    select d.view, d.input
    from direct as d
    union
    select r.view, d.input
    from reads as r
    inner join direct as d on d.view = r.input
)
select v.relname as view, i.relname as name, i.relkind = 'v' as is_view
from reads as r
inner join pg_catalog.pg_class as v on v.oid = r.view
inner join pg_catalog.pg_class as i on i.oid = r.input
where i.relnamespace in (to_regnamespace(quote_ident(:mirrorSchema)), to_regnamespace(quote_ident(:mapSchema)))
