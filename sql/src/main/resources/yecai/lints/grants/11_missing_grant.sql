-- A reader role lacks a dataset that the hub gave it; it was revoked manually.
select
    'missing_grant' as lint,
    'warning' as severity,
    format('%I.%I', n.nspname, c.relname) as object,
    format('%s lacks select on it', g.role) as detail,
    format('grant select on %I.%I to %I;', n.nspname, c.relname, g.role) as remedy
from hub.dataset_grant as g
inner join pg_namespace as n on n.nspname = split_part(g.dataset, '.', 1)
inner join pg_class as c
    on c.relnamespace = n.oid and c.relkind = 'v' and split_part(g.dataset, '.', 2) in ('*', c.relname::text)
where not exists (
    select from aclexplode(c.relacl) as x
    where pg_get_userbyid(x.grantee)::text = g.role and x.privilege_type = 'SELECT'
)
