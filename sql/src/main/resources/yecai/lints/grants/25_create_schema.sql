-- A login of the hub that runs all the time may make schemas, and so objects in the search path of an administrator.
select
    'create_schema' as lint,
    'error' as severity,
    format('database %I', d.datname) as object,
    format('%s may make schemas in it', pg_get_userbyid(a.grantee)) as detail,
    format('revoke create on database %I from %I;', d.datname, pg_get_userbyid(a.grantee)) as remedy
from pg_database as d
cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as a
where d.datname = current_database()
    and a.privilege_type = 'CREATE'
    and pg_get_userbyid(a.grantee) in ('yecai_capture', 'yecai_api')
