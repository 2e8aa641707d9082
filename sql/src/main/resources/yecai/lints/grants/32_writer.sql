-- A function that writes for finance may be called by somebody who is no writer.
select
    'writer' as lint,
    'error' as severity,
    p.oid::regprocedure::text as object,
    format('may be called by %s', coalesce(r.rolname, 'everybody')) as detail,
    format(
        'set role %I; revoke execute on function %s from %s; reset role;', pg_get_userbyid(x.grantor), p.oid::regprocedure,
        coalesce(quote_ident(r.rolname), 'public')
    ) as remedy
from pg_proc as p
cross join lateral aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) as x
left join pg_roles as r on r.oid = x.grantee
where p.proowner = (select o.oid from pg_roles as o where o.rolname = 'yecai_books')
    and x.privilege_type = 'EXECUTE'
    and x.grantee <> p.proowner
    and not exists (select from hub.writer_role as w where w.role = r.rolname)
