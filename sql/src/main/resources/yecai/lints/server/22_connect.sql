-- Everybody may connect to the hub's database, or to another one of its server: locks and disk are those of the whole server.
select
    'connect' as lint,
    'warning' as severity,
    format('database %I', d.datname) as object,
    case
        when d.datname = current_database() then 'everybody may connect to it'
        else 'every reader may connect to it, and there fill the server''s table of locks, or its disk with temporary tables'
    end as detail,
    format('revoke connect on database %I from public;', d.datname) as remedy
from pg_database as d
cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as a
where d.datallowconn and a.grantee = 0 and a.privilege_type = 'CONNECT'
