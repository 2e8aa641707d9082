-- A reader, or everybody, has a right on a relation that the hub did not give.
with held as (
    select n.nspname::text as schema_name, c.relname::text as name, c.relkind, x.grantee, x.grantor, x.privilege_type, null::text as column_name
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    cross join lateral aclexplode(c.relacl) as x
    where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
    union all
    select n.nspname, c.relname, c.relkind, x.grantee, x.grantor, x.privilege_type, a.attname
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    inner join pg_attribute as a on a.attrelid = c.oid
    cross join lateral aclexplode(a.attacl) as x
)
select
    'grant' as lint,
    'error' as severity,
    format('%I.%I', h.schema_name, h.name) as object,
    format(
        '%s %s on it, granted by %s',
        l.role,
        'has ' || lower(h.privilege_type) || coalesce(' of column ' || h.column_name, ''),
        pg_get_userbyid(h.grantor)
    ) as detail,
    format(
        'set role %I; revoke %s%s on %s%I.%I from %s; reset role;',
        pg_get_userbyid(h.grantor),
        lower(h.privilege_type),
        case when h.column_name is not null then format(' (%I)', h.column_name) end,
        case when h.relkind = 'S' then 'sequence ' end,
        h.schema_name,
        h.name,
        case when l.role = 'public' then 'public' else format('%I', l.role) end
    ) as remedy
from held as h
inner join hub.lint_00_reader_like as l on l.oid = h.grantee
where h.schema_name not in ('pg_catalog', 'information_schema', 'pg_toast')
    and not (
        h.privilege_type = 'SELECT'
        and h.column_name is null
        and h.relkind = 'v'
        and exists (
            select from hub.dataset_grant as g
            where g.role = l.role
                and g.dataset in (h.schema_name || '.' || h.name, h.schema_name || '.*')
        )
    )
