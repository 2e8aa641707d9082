-- An owner of governed views, of the tables, or of what writes for finance, can log in, or an outsider is a member of one.
select
    'view_owner_power' as lint,
    'error' as severity,
    r.rolname::text as object,
    case when u.oid is null then 'can log in' else format('%s is a member of it', u.rolname) end as detail,
    case
        when u.oid is null then format('alter role %I nologin;', r.rolname)
        else format('revoke %I from %I granted by %I;', r.rolname, u.rolname, pg_get_userbyid(m.grantor))
    end as remedy
from pg_roles as r
left join pg_auth_members as m on m.roleid = r.oid
left join pg_roles as u
    on u.oid = m.member and not u.rolsuper and u.rolname <> 'yecai_migrate' and m.grantor <> u.oid
where r.rolname in ('yecai_owner', 'yecai_mart', 'yecai_mart_all', 'yecai_mart_narrow', 'yecai_access', 'yecai_books')
    and (
        r.rolcanlogin
        or (u.oid is not null and (pg_has_role(u.oid, r.oid, 'usage') or pg_has_role(u.oid, r.oid, 'member')))
    )
    and not (u.oid is not null and u.rolcreaterole and m.admin_option)
