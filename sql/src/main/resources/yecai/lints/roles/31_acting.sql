-- A service that acts as others has rights of its own, or inherits those of the others, so that a query that names nobody has rows.
select
    'acting_service' as lint,
    'error' as severity,
    p.principal as object,
    'acts as others and has reader roles or scopes of its own' as detail,
    'Take them away (hub.set_principal_roles, hub.revoke_access), or end its acting (hub.forbid_acting_as).' as remedy
from hub.principal as p
where exists (select from hub.acting as x where x.service = p.principal and x.ended_at = 'infinity')
    and (
        p.reader_roles <> '{}'
        or exists (select from hub.scope as s where s.principal = p.principal and s.valid_to > statement_timestamp())
    )
union all
select
    'acting_service',
    'error',
    x.service,
    format('inherits the rights of %s instead of taking on its role', x.principal),
    format('grant %I to %I with inherit false granted by %I;', x.principal, x.service, pg_get_userbyid(m.grantor))
from hub.acting as x
inner join pg_roles as r on r.rolname = x.principal
inner join pg_roles as s on s.rolname = x.service
inner join pg_auth_members as m on m.roleid = r.oid and m.member = s.oid
where x.ended_at = 'infinity'
    -- The column came with PostgreSQL 16; before, a member always inherits, and still has no rows.
    and to_jsonb(m) ->> 'inherit_option' = 'true'
