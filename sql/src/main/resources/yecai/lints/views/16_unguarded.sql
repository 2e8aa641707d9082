-- A materialized view, foreign table or table is in a schema for readers, where no row policy applies.
select
    'unguarded' as lint,
    'error' as severity,
    format('%I.%I', n.nspname, c.relname) as object,
    format(
        'is a %s in a schema for readers, where no row policy applies',
        case c.relkind when 'm' then 'materialized view' when 'f' then 'foreign table' else 'table' end
    ) as detail,
    'Move it to another schema, or make it a governed view.' as remedy
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('finance', 'production', 'reporting') and c.relkind in ('r', 'p', 'm', 'f')
