-- A DBA or an approver of the hub may do without an audit entry what only the hub's functions should do.
select
    'dba_power' as lint,
    'error' as severity,
    r.rolname::text as object,
    format(
        'is a member of %s and has %s', g.rolname,
        concat_ws(
            ', ',
            case when r.rolbypassrls then 'bypassrls' end,
            case when r.rolreplication then 'replication' end,
            case when r.rolcreaterole then 'createrole' end
        )
    ) as detail,
    format(
        'alter role %I%s;', r.rolname,
        concat(
            case when r.rolbypassrls then ' nobypassrls' end,
            case when r.rolreplication then ' noreplication' end,
            case when r.rolcreaterole then ' nocreaterole' end
        )
    ) as remedy
from pg_roles as r
inner join pg_roles as g on g.rolname in ('yecai_dba', 'yecai_approver')
where not r.rolsuper
    and r.oid <> g.oid
    and (r.rolbypassrls or r.rolreplication or r.rolcreaterole)
    and pg_has_role(r.oid, g.oid, 'usage')
