-- A reader, or everybody, may create objects: a table, a function or a temporary table of its own.
select
    'create' as lint,
    'error' as severity,
    x.object,
    format('%s has %s on it', l.role, lower(x.privilege_type)) as detail,
    format(
        'revoke %s on %s from %s;',
        lower(x.privilege_type),
        x.object,
        case when l.role = 'public' then 'public' else format('%I', l.role) end
    ) as remedy
from (
    select format('schema %I', n.nspname) as object, a.grantee, a.privilege_type
    from pg_namespace as n
    cross join lateral aclexplode(n.nspacl) as a
    where a.privilege_type = 'CREATE' and n.nspname !~ '^pg_'
    union all
    select format('database %I', d.datname), a.grantee, a.privilege_type
    from pg_database as d
    cross join lateral aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) as a
    where d.datname = current_database() and a.privilege_type in ('CREATE', 'TEMPORARY')
) as x
inner join hub.lint_00_reader_like as l on l.oid = x.grantee
