-- Limits of logins: how long a statement and an idle transaction may last, how much memory and disk a query may take, and how
-- many connections there may be. A login may set its own timeouts and its own memory to other values (hub.end_stale_sessions
-- ends what lasts too long), but neither temp_file_limit nor the number of connections.

set local role yecai_access;

-- Gives a login the limits of hub.login_setting. Without the right to set temp_file_limit, which a superuser gives when he
-- sets the hub up, that one is left out, and a lint says so.
create or replace function hub.apply_limits(login text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    wanted record;
begin
    for wanted in
        select s.name, s.setting from hub.login_setting as s
        where s.login = apply_limits.login
            and (s.name <> 'temp_file_limit' or has_parameter_privilege('temp_file_limit', 'set'))
    loop
        if wanted.name = 'connection_limit' then
            execute format('alter role %I connection limit %s', login, coalesce(wanted.setting, '-1'));
        elsif wanted.setting is null then
            execute format('alter role %I in database %I reset %I', login, current_database(), wanted.name);
        else
            execute format(
                'alter role %I in database %I set %I = %L', login, current_database(), wanted.name, wanted.setting);
        end if;
    end loop;
end
$$;

-- The same, called by a DBA to take back what somebody changed.
create or replace function hub.limit_login(login text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from hub.login as l where l.login = limit_login.login) then
        raise exception 'login % is unknown to the hub', login using errcode = 'undefined_object';
    end if;
    perform hub.apply_limits(login);
    insert into hub.audit (action, subject) values ('limit_login', login);
end
$$;

-- Sets a limit of all logins of a principal, those to come included: statement_timeout, idle_in_transaction_session_timeout
-- ('10min'), work_mem, temp_file_limit ('64MB'), connection_limit ('20'). 'default' is the server's, null the hub's. Sessions
-- that are open keep what they have.
create or replace function hub.set_limit(principal text, name text, value text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if not exists (select from hub.principal as p where p.principal = set_limit.principal and p.ended_at is null) then
        raise exception 'principal % is unknown to the hub', set_limit.principal using errcode = 'undefined_object';
    end if;
    if set_limit.value is null then
        delete from hub.login_limit as x where x.principal = set_limit.principal and x.name = set_limit.name;
    else
        insert into hub.login_limit (principal, name, value)
        values (set_limit.principal, set_limit.name, set_limit.value)
        on conflict (principal, name) do update set value = excluded.value;
    end if;
    perform hub.apply_limits(l.login) from hub.login as l where l.principal = set_limit.principal;
    insert into hub.audit (action, subject, detail)
    values ('set_limit', set_limit.principal, jsonb_build_object(
        'name', set_limit.name, 'value', set_limit.value, 'reason', set_limit.reason));
exception
    when check_violation then
        raise exception 'the limit % of % is refused: % is no value for it; write statement_timeout 10min, '
            'idle_in_transaction_session_timeout 5min, work_mem 64MB, temp_file_limit 2GB, connection_limit 20, or default',
            quote_literal(left(set_limit.name, 40)), set_limit.principal, quote_literal(left(set_limit.value, 40))
            using errcode = 'invalid_parameter_value';
end
$$;

revoke execute on function hub.apply_limits, hub.limit_login, hub.set_limit from public;
grant execute on function hub.limit_login, hub.set_limit to yecai_dba;
