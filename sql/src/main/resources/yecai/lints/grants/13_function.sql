-- A function of the hub can be steered by the caller's search path, or everybody may call it.
select
    'function' as lint,
    'error' as severity,
    p.oid::regprocedure::text as object,
    case
        when has_function_privilege('public', p.oid, 'execute') then 'may be called by everybody'
        else 'does not set its search path to pg_catalog, pg_temp'
    end as detail,
    case
        when has_function_privilege('public', p.oid, 'execute')
            then format('revoke execute on routine %s from public;', p.oid::regprocedure)
        else format('alter routine %s set search_path = pg_catalog, pg_temp;', p.oid::regprocedure)
    end as remedy
from pg_proc as p
inner join pg_namespace as n on n.oid = p.pronamespace
where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
    and (
        has_function_privilege('public', p.oid, 'execute')
        or (
            (p.prosecdef or p.prosqlbody is null)
            and not coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false)
        )
    )
