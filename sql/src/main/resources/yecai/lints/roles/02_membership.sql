-- A reader is a member of a role that the hub did not give it: a predefined role of PostgreSQL, another principal.
select
    'membership' as lint,
    'error' as severity,
    l.role as object,
    format('is a member of %s, which the hub did not grant', g.rolname) as detail,
    format('revoke %I from %I granted by %I;', g.rolname, l.role, pg_get_userbyid(m.grantor)) as remedy
from hub.lint_00_reader_like as l
inner join pg_auth_members as m on m.member = l.oid
inner join pg_roles as g on g.oid = m.roleid
where not exists (
        select from hub.principal as p
        where p.principal = l.role and g.rolname = any (p.reader_roles)
    )
    and not exists (
        select from hub.login as o
        where o.login = l.role and o.principal = g.rolname
    )
    and not exists (
        select from hub.acting as a
        where a.service = l.role and a.principal = g.rolname and a.ended_at = 'infinity'
    )
