-- Everybody may connect to the hub's database.
select
    'connect' as lint,
    'warning' as severity,
    format('database %I', d.datname) as object,
    'everybody may connect to it' as detail,
    format('revoke connect on database %I from public;', d.datname) as remedy
from pg_database as d
cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as a
where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'CONNECT'
