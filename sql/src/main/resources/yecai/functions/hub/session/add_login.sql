set local role yecai_access;

-- All of add_login but the role that the login takes on when it connects: PostgreSQL refuses to name a role within SECURITY
-- DEFINER functions. Returns the role as which the caller does that: a new one that administers this login and nothing
-- else, and is gone before the transaction ends; none for a superuser.
create or replace function hub.register_login(
    login text, principal text, password text, valid_to timestamptz, connection_limit integer
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
    is_superuser constant boolean := (select r.rolsuper from pg_roles as r where r.rolname = session_user);
    maker constant text := format('yecai_maker_%s', pg_backend_pid());
begin
    if login ~ '^(pg|yecai)_' or exists (select from pg_roles as r where r.rolname = login) then
        raise exception 'login % is refused: the role exists already or its name is reserved; choose another name', login
            using errcode = 'duplicate_object';
    end if;
    if not is_16 and not is_superuser then
        raise exception 'login % is not made: on PostgreSQL 15 only a superuser makes logins; ask one, or update the server', login
            using errcode = 'insufficient_privilege';
    end if;
    insert into hub.login (login, principal, created_by, valid_to, connection_limit)
    values (login, principal, session_user, valid_to, connection_limit);
    execute format(
        'create role %I login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls '
        'password %L valid until %L',
        login, password, valid_to);
    execute format(
        'grant %I to %I' || case when is_16 then ' with inherit false, set true' else '' end, principal, login);
    if is_16 then
        -- Lets hub.end_stale_sessions see and end the sessions of this login.
        execute format('grant %I to yecai_access with inherit true, set false', login);
    end if;
    perform hub.apply_limits(login);
    execute format('grant connect on database %I to %I', current_database(), login);
    insert into hub.audit (action, subject, detail)
    values ('add_login', login, jsonb_build_object(
        'principal', principal, 'valid_to', valid_to, 'connection_limit', connection_limit));
    if is_superuser then
        return 'none';
    end if;
    execute format(
        'create role %I nologin noinherit createrole nosuperuser nocreatedb noreplication nobypassrls', maker);
    execute format('grant %I to %I with admin true, inherit false, set false', login, maker);
    execute format('grant %I to %I with inherit false, set true', maker, session_user);
    insert into hub.login_draft (login, maker, settings, roles)
    values (
        login,
        maker,
        array(
            select unnest(s.setconfig) from pg_db_role_setting as s
            inner join pg_roles as r on r.oid = s.setrole
            where r.rolname = login
        ),
        array(select r.oid from pg_roles as r)
    );
    return maker;
end
$$;

-- Ends what hub.register_login lent, and refuses the login if anything but its role was changed with it. A transaction that
-- does not call it cannot commit.
create or replace function hub.confirm_login(login text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    draft hub.login_draft;
begin
    delete from hub.login_draft as d where d.login = login returning d.* into draft;
    if not found then
        raise exception 'login % is not being made in this transaction; call hub.add_login', login
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if not exists (
            select from pg_roles as r
            inner join hub.login as l on l.login = r.rolname
            where r.rolname = login
                and r.rolcanlogin
                and not (r.rolinherit or r.rolcreaterole or r.rolcreatedb)
                and r.rolconnlimit = (
                    select coalesce(s.setting::integer, -1) from hub.login_setting as s
                    where s.login = l.login and s.name = 'connection_limit'
                )
                and r.rolvaliduntil is not distinct from l.valid_to
        )
        -- One row of settings, for this database: those of before and the role.
        or array(
            select format('%s %s', s.setdatabase, unnest(s.setconfig)) from pg_db_role_setting as s
            where s.setrole = login::regrole
            order by 1
        ) <> array(
            select format('%s %s', d.oid, x.setting) from pg_database as d
            cross join unnest(draft.settings || array(
                select 'role=' || l.principal from hub.login as l where l.login = login
            )) as x (setting)
            where d.datname = current_database()
            order by 1
        )
        or exists (
            select from pg_auth_members as m
            where (m.member = login::regrole and m.roleid not in (select l.principal::regrole from hub.login as l where l.login = login))
                or (m.roleid = login::regrole and m.member not in ('yecai_access'::regrole, draft.maker::regrole))
                or (m.member = draft.maker::regrole and m.roleid <> login::regrole)
                or (m.roleid = draft.maker::regrole and m.member not in ('yecai_access'::regrole, session_user::regrole))
        )
        -- A role that is new and not of these functions, which another call may have made meanwhile.
        or exists (
            select from pg_roles as r
            where r.oid <> all (draft.roles)
                and r.oid <> draft.maker::regrole
                and not exists (
                    select from pg_auth_members as m
                    where m.roleid = r.oid and m.member = 'yecai_access'::regrole and m.grantor = 10 and m.admin_option
                )
        ) then
        raise exception 'login % is refused: something else than its role was changed while it was made; repeat hub.add_login', login
            using errcode = 'insufficient_privilege';
    end if;
    execute format('drop role %I', draft.maker);
end
$$;

-- The login inherits nothing; it takes on its principal's role when it connects. Pass a SCRAM verifier instead of a
-- plain password where the statement could be logged. On PostgreSQL 15, where who may create roles may change all of them,
-- a superuser calls it. The limits are those of the principal (hub.set_limit), or the hub's; a connection limit of its own
-- goes before them.
create or replace function hub.add_login(
    login text, principal text, password text, valid_to timestamptz default 'infinity', connection_limit integer default -1
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    caller constant text := current_setting('role');
    maker constant text := hub.register_login(login, principal, password, coalesce(valid_to, 'infinity'), connection_limit);
begin
    perform set_config('role', maker, true);
    execute format('alter role %I in database %I set role = %L', login, current_database(), principal);
    perform set_config('role', caller, true);
    if maker <> 'none' then
        perform hub.confirm_login(login);
    end if;
end
$$;

revoke execute on function hub.register_login, hub.confirm_login, hub.add_login from public;
grant execute on function hub.register_login, hub.confirm_login, hub.add_login to yecai_dba;
