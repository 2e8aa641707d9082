-- The only way to give or take rights. The functions run as yecai_access, which may create roles; only members of
-- yecai_dba may call them. Each writes its audit entry in the same transaction.

grant create on schema hub to yecai_access;
set local role yecai_access;

create function hub.add_principal(name text, kind text, reader_roles text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    reader_role text;
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    if name ~ '^(pg|yecai)_' or exists (select from pg_roles as r where r.rolname = name) then
        raise exception 'principal % is refused: the role exists already or its name is reserved; choose another name', name
            using errcode = 'duplicate_object';
    end if;
    insert into hub.principal (principal, kind, reader_roles, created_by)
    values (name, kind, reader_roles, session_user);
    execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls', name);
    foreach reader_role in array reader_roles loop
        execute format(
            'grant %I to %I' || case when is_16 then ' with inherit true, set false' else '' end, reader_role, name);
    end loop;
    insert into hub.audit (action, subject, detail)
    values ('add_principal', name, jsonb_build_object('kind', kind, 'reader_roles', to_jsonb(reader_roles)));
end
$$;

-- All of add_login but the role setting, which PostgreSQL refuses within SECURITY DEFINER functions. Until that is set,
-- the login has no rights: it inherits nothing.
create function hub.register_login(login text, principal text, password text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    if login ~ '^(pg|yecai)_' or exists (select from pg_roles as r where r.rolname = login) then
        raise exception 'login % is refused: the role exists already or its name is reserved; choose another name', login
            using errcode = 'duplicate_object';
    end if;
    insert into hub.login (login, principal, created_by)
    values (login, principal, session_user);
    execute format(
        'create role %I login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls password %L',
        login, password);
    execute format(
        'grant %I to %I' || case when is_16 then ' with inherit false, set true' else '' end, principal, login);
    if is_16 then
        execute format('grant %I to yecai_login_admin with admin true, inherit false, set false', login);
    end if;
    execute format('grant connect on database %I to %I', current_database(), login);
    insert into hub.audit (action, subject, detail)
    values ('add_login', login, jsonb_build_object('principal', principal));
end
$$;

-- The login inherits nothing; it takes on its principal's role when it connects. Pass a SCRAM verifier instead of a
-- plain password where the statement could be logged. The caller needs to be able to act as yecai_login_admin: members
-- of yecai_dba are, on PostgreSQL 16 and newer; on 15, where CREATEROLE reaches too far for that, a superuser calls.
create function hub.add_login(login text, principal text, password text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    caller constant text := current_setting('role');
begin
    perform hub.register_login(login, principal, password);
    perform set_config('role', 'yecai_login_admin', true);
    execute format('alter role %I in database %I set role = %L', login, current_database(), principal);
    perform set_config('role', caller, true);
end
$$;

-- Takes the role away; sessions of the login that are open end at once.
create function hub.drop_login(login text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    principal text;
begin
    delete from hub.login as l
    where l.login = drop_login.login
    returning l.principal into principal;
    if principal is null then
        raise exception 'login % is unknown to the hub', drop_login.login using errcode = 'undefined_object';
    end if;
    execute format('revoke connect on database %I from %I', current_database(), drop_login.login);
    execute format('alter role %I nologin', drop_login.login);
    if current_setting('server_version_num')::integer >= 160000 then
        execute format('grant %I to yecai_access with inherit true', drop_login.login);
    end if;
    perform pg_terminate_backend(a.pid) from pg_stat_activity as a where a.usename = drop_login.login;
    execute format('drop role %I', drop_login.login);
    insert into hub.audit (action, subject, detail)
    values ('drop_login', drop_login.login, jsonb_build_object('principal', principal));
end
$$;

create function hub.grant_scope(
    principal text, dimension text, value text, valid_to timestamptz, reason text
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.scope (principal, dimension, value, valid_to, reason, granted_by)
    values (principal, dimension, value, coalesce(valid_to, 'infinity'), reason, session_user);
    insert into hub.audit (action, subject, detail)
    values ('grant_scope', principal, jsonb_build_object(
        'dimension', dimension, 'value', value, 'valid_to', coalesce(valid_to, 'infinity'), 'reason', reason));
end
$$;

-- Ends every scope of this value that is still running or to come. The rows stay, as history.
create function hub.revoke_scope(principal text, dimension text, value text, reason text) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    ended integer;
begin
    update hub.scope as s
    set valid_to = greatest(s.valid_from, clock_timestamp())
    where s.principal = revoke_scope.principal
        and s.dimension = revoke_scope.dimension
        and s.value = revoke_scope.value
        and s.valid_to > clock_timestamp();
    get diagnostics ended = row_count;
    insert into hub.audit (action, subject, detail)
    values ('revoke_scope', revoke_scope.principal, jsonb_build_object(
        'dimension', revoke_scope.dimension, 'value', revoke_scope.value, 'reason', revoke_scope.reason, 'ended', ended));
    return ended;
end
$$;

revoke execute on function
    hub.add_principal, hub.register_login, hub.add_login, hub.drop_login,
    hub.grant_scope, hub.revoke_scope
from public;
grant execute on function
    hub.add_principal, hub.register_login, hub.add_login, hub.drop_login,
    hub.grant_scope, hub.revoke_scope
to yecai_dba;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
