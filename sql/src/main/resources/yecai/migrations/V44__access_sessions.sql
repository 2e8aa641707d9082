-- Logins that end by themselves, their rotation, and what happens to open sessions when rights shrink.

-- Sessions that were ended because their rights had shrunk while a snapshot of theirs was older.
create table hub.session_end (
    session_end bigint generated always as identity primary key,
    login text not null,
    principal text not null,
    backend integer not null,
    reason text not null,
    rights_shrank_at timestamptz not null,
    ended_at timestamptz not null default clock_timestamp()
);

-- When each login was last seen connected, sampled by `yecai access watch`; reviews show it.
create table hub.login_use (
    login text primary key,
    principal text not null,
    last_seen timestamptz not null
);

-- For metrics: how long readers kept an old snapshot after their rights shrank.
create view hub.time_to_revoke as
select
    count(*) as sessions_ended,
    coalesce(max(extract(epoch from e.ended_at - e.rights_shrank_at)), 0)::double precision as longest_seconds,
    coalesce(
        percentile_cont(0.5) within group (order by extract(epoch from e.ended_at - e.rights_shrank_at)::double precision), 0
    ) as median_seconds
from hub.session_end as e;

grant select, insert on hub.session_end to yecai_access;
grant select, insert, update, delete on hub.login_use to yecai_access;
grant select on hub.session_end, hub.login_use, hub.time_to_revoke to yecai_dba;
grant select on hub.time_to_revoke to yecai_capture;

grant create on schema hub to yecai_access;
set local role yecai_access;

drop function hub.register_login(text, text, text);
drop function hub.add_login(text, text, text);

-- As in V4, with an end and a limit of connections.
create function hub.register_login(
    login text, principal text, password text, valid_to timestamptz, connection_limit integer
) returns void
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
    insert into hub.login (login, principal, created_by, valid_to, connection_limit)
    values (login, principal, session_user, valid_to, connection_limit);
    execute format(
        'create role %I login noinherit nosuperuser nocreatedb nocreaterole noreplication nobypassrls '
        'connection limit %s password %L valid until %L',
        login, connection_limit, password, valid_to);
    execute format(
        'grant %I to %I' || case when is_16 then ' with inherit false, set true' else '' end, principal, login);
    if is_16 then
        execute format('grant %I to yecai_login_admin with admin true, inherit false, set false', login);
        -- Lets hub.end_stale_sessions see and end the sessions of this login.
        execute format('grant %I to yecai_access with inherit true, set false', login);
    end if;
    execute format('grant connect on database %I to %I', current_database(), login);
    insert into hub.audit (action, subject, detail)
    values ('add_login', login, jsonb_build_object(
        'principal', principal, 'valid_to', valid_to, 'connection_limit', connection_limit));
end
$$;

create function hub.add_login(
    login text, principal text, password text, valid_to timestamptz default 'infinity', connection_limit integer default -1
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    caller constant text := current_setting('role');
begin
    perform hub.register_login(login, principal, password, coalesce(valid_to, 'infinity'), connection_limit);
    perform set_config('role', 'yecai_login_admin', true);
    execute format('alter role %I in database %I set role = %L', login, current_database(), principal);
    perform set_config('role', caller, true);
end
$$;

-- Sets when a login ends. From then on its sessions see no rows, however they were let in, and are ended.
create function hub.end_login(login text, valid_to timestamptz, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    update hub.login as l set valid_to = end_login.valid_to where l.login = end_login.login;
    if not found then
        raise exception 'login % is unknown to the hub', end_login.login using errcode = 'undefined_object';
    end if;
    execute format('alter role %I valid until %L', end_login.login, end_login.valid_to);
    insert into hub.audit (action, subject, detail)
    values ('end_login', end_login.login,
        jsonb_build_object('valid_to', end_login.valid_to, 'reason', end_login.reason));
end
$$;

-- A second login for the same principal; the old one goes on for the overlap, so that an application can change over
-- without downtime.
create function hub.rotate_login(old_login text, new_login text, password text, overlap interval) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    found_login hub.login;
begin
    select * into found_login from hub.login as l where l.login = old_login;
    if not found then
        raise exception 'login % is unknown to the hub', old_login using errcode = 'undefined_object';
    end if;
    perform hub.add_login(new_login, found_login.principal, password, 'infinity', found_login.connection_limit);
    perform hub.end_login(old_login, clock_timestamp() + overlap, 'rotated to ' || new_login);
end
$$;

-- Removes the hub's record of a login whose role is gone.
create function hub.forget_login(login text) returns void
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

-- Ends sessions that hold on to what their principal no longer may see: every session of a login that has ended, and
-- sessions whose transaction began before rights shrank and which hold a snapshot from then (a REPEATABLE READ
-- transaction, an open cursor, a statement that still runs). Other sessions see the change at their next statement. Also
-- notes which logins are in use. Returns how many sessions were ended. Call it after the revoke has committed.
create function hub.end_stale_sessions() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    stale record;
    ended integer := 0;
begin
    insert into hub.login_use (login, principal, last_seen)
    select l.login, l.principal, clock_timestamp()
    from hub.login as l
    where exists (select from pg_stat_activity as a where a.usename = l.login)
    on conflict (login) do update set last_seen = excluded.last_seen
    where login_use.last_seen < clock_timestamp() - interval '1 minute';
    for stale in
        select
            a.pid,
            l.login,
            l.principal,
            case when l.valid_to <= clock_timestamp() then 'the login has ended' else 'rights shrank during its transaction' end
                as reason,
            case when l.valid_to <= clock_timestamp() then l.valid_to else r.shrank_at end as shrank_at
        from pg_stat_activity as a
        inner join hub.login as l on l.login = a.usename
        cross join lateral (
            select greatest(
                (
                    select max(s.valid_to) from hub.scope as s
                    where s.principal = l.principal and s.valid_to <= clock_timestamp()
                ),
                (select p.rights_shrank_at from hub.principal as p where p.principal = l.principal)
            ) as shrank_at
        ) as r
        where a.datname = current_database()
            and (
                l.valid_to <= clock_timestamp()
                or (a.xact_start < r.shrank_at and (a.backend_xmin is not null or a.state = 'active'))
            )
    loop
        if pg_terminate_backend(stale.pid) then
            insert into hub.session_end (login, principal, backend, reason, rights_shrank_at)
            values (stale.login, stale.principal, stale.pid, stale.reason, stale.shrank_at);
            insert into hub.audit (action, subject, detail)
            values ('end_session', stale.login,
                jsonb_build_object('principal', stale.principal, 'backend', stale.pid, 'reason', stale.reason));
            ended := ended + 1;
        end if;
    end loop;
    return ended;
end
$$;

revoke execute on function
    hub.register_login, hub.add_login, hub.end_login, hub.rotate_login, hub.forget_login, hub.end_stale_sessions
from public;
grant execute on function
    hub.register_login, hub.add_login, hub.end_login, hub.rotate_login, hub.forget_login, hub.end_stale_sessions
to yecai_dba;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
