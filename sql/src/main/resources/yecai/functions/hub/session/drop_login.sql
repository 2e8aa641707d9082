set local role yecai_access;

-- Ends all sessions of a login.
create or replace function hub.end_sessions(login text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('server_version_num')::integer >= 160000 then
        execute format('grant %I to yecai_access with inherit true', login);
    end if;
    perform pg_stat_clear_snapshot();
    perform pg_terminate_backend(a.pid) from pg_stat_activity as a where a.usename = end_sessions.login;
end
$$;

-- Alters the role of a login, also while the login itself does so in a transaction that it keeps open: its sessions are ended
-- when they have held it for a second.
create or replace function hub.alter_login(login text, change text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '1s'
as $$
begin
    for attempt in 1 .. 10 loop
        begin
            execute format('alter role %I ', login) || change;
            return;
        exception when lock_not_available then
            perform hub.end_sessions(login);
        end;
    end loop;
    raise exception 'login % cannot be altered: somebody holds it; find who waits for whom in pg_locks, and try again', login
        using errcode = 'lock_not_available';
end
$$;

-- Takes the role away; sessions of the login that are open end at once.
create or replace function hub.drop_login(login text) returns void
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
    perform hub.alter_login(drop_login.login, 'nologin');
    perform hub.end_sessions(drop_login.login);
    execute format('drop role %I', drop_login.login);
    insert into hub.audit (action, subject, detail)
    values ('drop_login', drop_login.login, jsonb_build_object('principal', principal));
end
$$;

-- Removes the hub's record of a login whose role is gone.
create or replace function hub.forget_login(login text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if exists (select from pg_roles as r where r.rolname = forget_login.login) then
        raise exception 'login % still is a role of the server; use hub.drop_login', forget_login.login
            using errcode = 'object_in_use';
    end if;
    delete from hub.login as l where l.login = forget_login.login;
    insert into hub.audit (action, subject) values ('forget_login', forget_login.login);
end
$$;

revoke execute on function hub.end_sessions, hub.alter_login, hub.drop_login, hub.forget_login from public;
grant execute on function hub.drop_login, hub.forget_login to yecai_dba;
