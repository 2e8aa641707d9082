-- Row security is disabled on a canonical table, or not forced on its owner.
select
    'row_security' as lint,
    'error' as severity,
    format('%I.%I', n.nspname, c.relname) as object,
    case
        when not c.relrowsecurity then 'has row security switched off'
        else 'does not force row security on its owner'
    end as detail,
    format('alter table %I.%I enable row level security, force row level security;', n.nspname, c.relname) as remedy
from pg_class as c
inner join pg_namespace as n on n.oid = c.relnamespace
where c.relkind in ('r', 'p')
    and (
        n.nspname in ('canon', 'books')
        or format('%I.%I', n.nspname, c.relname) in (select g.relation from hub.governed_policy as g)
    )
    and not (c.relrowsecurity and c.relforcerowsecurity)
