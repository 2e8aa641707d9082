-- A view in a schema for readers was not installed by the hub.
select
    'foreign_view' as lint,
    'warning' as severity,
    format('%I.%I', n.nspname, c.relname) as object,
    format('is a view of %s that the hub did not install', pg_get_userbyid(c.relowner)) as detail,
    'Check what it shows, and move it to another schema.' as remedy
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('mart', 'finance', 'production', 'reporting')
    and c.relkind = 'v'
    and format('%I.%I', n.nspname, c.relname) not in (select g.view from hub.governed_view as g)
