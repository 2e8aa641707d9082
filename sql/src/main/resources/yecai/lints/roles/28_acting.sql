-- Somebody who is neither a login of the principal nor the API may act as a principal, as a login, or as a role that administers
-- them: a DBA who reads as anybody, without an audit entry. Readers themselves are in lint 02.
select
    'acting' as lint,
    'error' as severity,
    u.rolname::text as object,
    format('may act as %s, or administer it', r.rolname) as detail,
    format('revoke %I from %I granted by %I;', r.rolname, u.rolname, pg_get_userbyid(m.grantor)) as remedy
from pg_auth_members as m
inner join pg_roles as r on r.oid = m.roleid
inner join pg_roles as u on u.oid = m.member
where not u.rolsuper
    and u.rolname <> 'yecai_access'
    and u.oid not in (select l.oid from hub.lint_00_reader_like as l)
    and (
        exists (select from hub.login as l where l.login = r.rolname)
        or (u.rolname <> 'yecai_api' and exists (select from hub.principal as p where p.principal = r.rolname))
    )
