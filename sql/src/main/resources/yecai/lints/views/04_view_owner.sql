-- A view of the hub has a changed owner: its rows follow the policies of its owner.
select
    'view_owner' as lint,
    'error' as severity,
    g.view as object,
    case
        when c.oid is null then 'is missing'
        else format('is owned by %s instead of %s', pg_get_userbyid(c.relowner), g.owner)
    end as detail,
    case
        when c.oid is null then
            format(
                'create view %s with (security_barrier = %s) as %s alter view %s owner to %I;',
                g.view, g.barrier, g.definition, g.view, g.owner
            )
        else format('alter view %s owner to %I;', g.view, g.owner)
    end as remedy
from hub.governed_view as g
left join pg_namespace as n on quote_ident(n.nspname) = split_part(g.view, '.', 1)
left join pg_class as c on c.relnamespace = n.oid and quote_ident(c.relname) = split_part(g.view, '.', 2)
where c.oid is null or pg_get_userbyid(c.relowner)::text <> g.owner
