-- A function of the hub takes advisory locks: they ask for no privilege, so that a reader can hold one and stop it.
select
    'advisory' as lint,
    'error' as severity,
    p.oid::regprocedure::text as object,
    'takes an advisory lock, which any reader can hold' as detail,
    'Lock a row or a table that readers have no right on (hub.audit_gate, hub.try_hold).' as remedy
from pg_proc as p
inner join pg_namespace as n on n.oid = p.pronamespace
where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
    and coalesce(pg_get_function_sqlbody(p.oid), p.prosrc) ~ 'pg_(try_)?advisory_'
