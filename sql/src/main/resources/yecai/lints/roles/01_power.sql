-- A role of the hub has an attribute that bypasses row policies or grants.
select
    'power' as lint,
    'error' as severity,
    r.rolname::text as object,
    format(
        'has %s',
        concat_ws(
            ', ',
            case when r.rolsuper then 'superuser' end,
            case when r.rolbypassrls then 'bypassrls' end,
            case when r.rolreplication then 'replication' end,
            case when r.rolcreatedb then 'createdb' end,
            case when r.rolcreaterole and r.rolname <> 'yecai_access' then 'createrole' end
        )
    ) as detail,
    format(
        'alter role %I%s;',
        r.rolname,
        concat(
            case when r.rolsuper then ' nosuperuser' end,
            case when r.rolbypassrls then ' nobypassrls' end,
            case when r.rolreplication then ' noreplication' end,
            case when r.rolcreatedb then ' nocreatedb' end,
            case when r.rolcreaterole and r.rolname <> 'yecai_access' then ' nocreaterole' end
        )
    ) as remedy
from pg_roles as r
where (
        r.rolname in (
            'yecai_owner', 'yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow', 'yecai_dba', 'yecai_access',
            'yecai_approver', 'yecai_books', 'yecai_migrate', 'yecai_capture', 'yecai_api'
        )
        or r.oid in (select l.oid from hub.lint_00_reader_like as l)
    )
    and (
        r.rolsuper
        or r.rolbypassrls
        or r.rolreplication
        or r.rolcreatedb
        or (r.rolcreaterole and r.rolname <> 'yecai_access')
    )
