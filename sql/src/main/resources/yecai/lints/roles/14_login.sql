-- A login of the hub was changed: it inherits, or does not take on its principal's role.
select
    'login' as lint,
    'error' as severity,
    o.login as object,
    case
        when r.oid is null then 'is no role of the server'
        when r.rolinherit then 'inherits the rights of its principal instead of taking on its role'
        else format('does not take on the role %s in this database', o.principal)
    end as detail,
    case
        when r.oid is null then format('select hub.forget_login(%L);', o.login)
        when r.rolinherit then format('alter role %I noinherit;', o.login)
        else format('alter role %I in database %I set role = %L;', o.login, current_database(), o.principal)
    end as remedy
from hub.login as o
left join pg_roles as r on r.rolname = o.login
where r.oid is null
    or r.rolinherit
    or not exists (
        select from pg_db_role_setting as s
        where s.setrole = r.oid
            and s.setdatabase = (select d.oid from pg_database as d where d.datname = current_database())
            and 'role=' || o.principal = any (s.setconfig)
    )
