-- A reader owns a relation or schema of the hub, or a view's owner owns a table: an owner can change policies.
select
    'owner' as lint,
    'error' as severity,
    o.object,
    format('is owned by %s', o.owner) as detail,
    case
        when o.kind = 'schema' then format('alter schema %s owner to yecai_owner;', o.object)
        else format('alter table %s owner to yecai_owner;', o.object)
    end as remedy
from (
    select
        'relation' as kind,
        format('%I.%I', n.nspname, c.relname) as object,
        pg_get_userbyid(c.relowner)::text as owner
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm', 'f')
        and (n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting') or n.nspname ~ '^(erp|map)_')
    union all
    select 'schema', format('%I', n.nspname), pg_get_userbyid(n.nspowner)::text
    from pg_namespace as n
    where n.nspname in ('hub', 'canon', 'books', 'mart', 'finance', 'production', 'reporting')
) as o
where o.owner in ('yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow', 'yecai_api', 'yecai_books')
    or o.owner in (select l.role from hub.lint_00_reader_like as l)
