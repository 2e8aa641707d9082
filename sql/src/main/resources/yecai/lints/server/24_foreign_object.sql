-- A schema, function or operator is neither the hub's nor PostgreSQL's nor an extension's: somebody's search path may find it.
select
    'foreign_object' as lint,
    'warning' as severity,
    x.object,
    format('is owned by %s and is not of the hub', pg_get_userbyid(x.owner)) as detail,
    'Find out who needs it; drop it, or move it to a database of its own.' as remedy
from (
    select
        format('schema %I', n.nspname) as object,
        n.nspowner as owner,
        n.oid as namespace,
        'pg_namespace'::regclass as catalog,
        n.oid as oid
    from pg_namespace as n
    where n.nspname <> 'public'
        and n.nspname not in (select 'erp_' || s.source from hub.source as s)
        and n.nspname not in (select 'map_' || s.source from hub.source as s)
    union all
    select format('function %s', p.oid::regprocedure), p.proowner, p.pronamespace, 'pg_proc'::regclass, p.oid
    from pg_proc as p
    union all
    select format('operator %s', o.oid::regoperator), o.oprowner, o.oprnamespace, 'pg_operator'::regclass, o.oid
    from pg_operator as o
) as x
inner join pg_namespace as n on n.oid = x.namespace
where n.nspname not in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting', 'information_schema')
    and n.nspname !~ '^pg_'
    and not exists (
        select from pg_depend as d
        where d.classid = x.catalog and d.objid = x.oid and d.deptype = 'e'
    )
