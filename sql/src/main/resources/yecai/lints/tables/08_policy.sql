-- A policy differs from what hub.govern made: changed, added or missing.
with live as (
    select
        format('%I.%I', n.nspname, c.relname) as relation,
        p.polname::text as policy,
        array(select r.rolname::text from pg_roles as r where r.oid = any (p.polroles) order by 1) as roles,
        p.polcmd::text as command,
        p.polpermissive as permissive,
        pg_get_expr(p.polqual, p.polrelid) as using_text,
        pg_get_expr(p.polwithcheck, p.polrelid) as check_text
    from pg_policy as p
    inner join pg_class as c on c.oid = p.polrelid
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('canon', 'books', 'hub')
),
compared as (
    select
        coalesce(l.relation, g.relation) as relation,
        coalesce(l.policy, g.policy) as policy,
        l.policy as is_live,
        g.policy as is_recorded,
        g.roles,
        g.command,
        g.using_text,
        g.check_text
    from live as l
    full join hub.governed_policy as g on g.relation = l.relation and g.policy = l.policy
    where (l.roles, l.command, l.permissive, l.using_text, l.check_text)
        is distinct from (g.roles, g.command, true, g.using_text, g.check_text)
)
select
    'policy' as lint,
    'error' as severity,
    c.relation as object,
    case
        when c.is_live is null then format('lacks its policy %s', c.policy)
        when c.is_recorded is null then format('has the policy %s, which the hub did not make', c.policy)
        else format('has its policy %s changed', c.policy)
    end as detail,
    concat_ws(
        ' ',
        case when c.is_live is not null then format('drop policy %I on %s;', c.policy, c.relation) end,
        case when c.is_recorded is not null then
            format(
                'create policy %I on %s for %s to %s%s%s;',
                c.policy,
                c.relation,
                case c.command
                    when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all'
                end,
                array_to_string(c.roles, ', '),
                ' using (' || c.using_text || ')',
                ' with check (' || c.check_text || ')'
            )
        end
    ) as remedy
from compared as c
