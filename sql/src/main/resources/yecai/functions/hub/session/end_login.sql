set local role yecai_access;

-- Sets when a login ends. From then on its sessions see no rows, however they signed in, and are ended.
create or replace function hub.end_login(login text, valid_to timestamptz, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    update hub.login as l set valid_to = end_login.valid_to where l.login = end_login.login;
    if not found then
        raise exception 'login % is unknown to the hub', end_login.login using errcode = 'undefined_object';
    end if;
    perform hub.alter_login(end_login.login, format('valid until %L', end_login.valid_to));
    insert into hub.audit (action, subject, detail)
    values ('end_login', end_login.login,
        jsonb_build_object('valid_to', end_login.valid_to, 'reason', end_login.reason));
end
$$;

-- A second login for the same principal; the old one remains for the overlap, so that an application can change over
-- without downtime.
create or replace function hub.rotate_login(old_login text, new_login text, password text, overlap interval) returns void
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

revoke execute on function hub.end_login, hub.rotate_login from public;
grant execute on function hub.end_login, hub.rotate_login to yecai_dba;
