-- A policy or governed view reads a setting, which the reader can set.
select
    'policy_setting' as lint,
    'error' as severity,
    x.object,
    'reads a setting of the session, which the reader can set' as detail,
    'Read the reader''s scopes by current_user instead.' as remedy
from (
    select format('%I.%I policy %I', n.nspname, c.relname, p.polname) as object, pg_get_expr(p.polqual, p.polrelid) as text
    from pg_policy as p
    inner join pg_class as c on c.oid = p.polrelid
    inner join pg_namespace as n on n.oid = c.relnamespace
    union all
    select format('%I.%I', n.nspname, c.relname), pg_get_viewdef(c.oid)
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'v'
        and (
            n.nspname in ('mart', 'finance', 'production', 'reporting')
            or (n.nspname = 'hub' and c.relname in ('reader_rights', 'reader_mask', 'narrow_customer'))
        )
) as x
where x.text ~ 'current_setting\s*\('
