-- The definition of a governed view differs from the installed one.
select
    'view_text' as lint,
    'error' as severity,
    g.view as object,
    'has another definition than was installed' as detail,
    format(
        'create or replace view %s %sas %s', g.view, case when g.barrier then 'with (security_barrier = true) ' end, g.definition
    ) as remedy
from hub.governed_view as g
inner join pg_namespace as n on quote_ident(n.nspname) = split_part(g.view, '.', 1)
inner join pg_class as c on c.relnamespace = n.oid and quote_ident(c.relname) = split_part(g.view, '.', 2)
where pg_get_viewdef(c.oid) <> g.definition
