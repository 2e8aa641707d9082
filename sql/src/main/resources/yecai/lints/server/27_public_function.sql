-- Everybody may call functions with which one reader can hold up the others (PublicFunctions closes them).
select
    'public_function' as lint,
    'warning' as severity,
    p.oid::regprocedure::text as object,
    'may be called by every reader, who can fill the table of locks or the disk with it' as detail,
    format(
        'revoke execute on function %s from %s;', p.oid::regprocedure,
        case when a.grantee = 0 then 'public' else a.grantee::regrole::text end
    ) as remedy
from pg_proc as p
cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as a
where p.pronamespace = 'pg_catalog'::regnamespace
    and (
        p.proname ~ '^pg_(try_)?advisory_'
        or p.proname in (
            'pg_logical_emit_message', 'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64'
        )
    )
    and a.privilege_type = 'EXECUTE'
    and (a.grantee = 0 or exists (select from hub.lint_00_reader_like as r where r.oid = a.grantee))
