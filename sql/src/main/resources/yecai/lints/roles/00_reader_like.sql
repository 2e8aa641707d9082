-- Roles that read: reader roles, principals, logins, writer roles, and everybody (PUBLIC, oid 0). Not a lint; the lints use it.
select
    r.oid,
    r.rolname::text as role,
    case
        when exists (select from hub.reader_role as x where x.role = r.rolname) then 'reader role'
        when exists (select from hub.writer_role as x where x.role = r.rolname) then 'writer role'
        when exists (select from hub.principal as x where x.principal = r.rolname) then 'principal'
        else 'login'
    end as kind
from pg_roles as r
where exists (select from hub.reader_role as x where x.role = r.rolname)
    or exists (select from hub.writer_role as x where x.role = r.rolname)
    or exists (select from hub.principal as x where x.principal = r.rolname)
    or exists (select from hub.login as x where x.login = r.rolname)
union all
select 0, 'public', 'everybody'
