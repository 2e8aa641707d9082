-- A view for readers lacks security_barrier: a function in a reader's condition would be called with hidden rows.
select
    'view_barrier' as lint,
    'error' as severity,
    format('%I.%I', n.nspname, c.relname) as object,
    'is a view for readers without security_barrier' as detail,
    format('alter view %I.%I set (security_barrier = true);', n.nspname, c.relname) as remedy
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where n.nspname in ('finance', 'production', 'reporting')
    and c.relkind = 'v'
    and not coalesce(c.reloptions @> array['security_barrier=true'], false)
