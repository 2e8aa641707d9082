-- Servers below the security floor, on which an operator insists with a warning: there a session may go on with the plans
-- of before a revoke, so a revoke ends all of the principal's sessions and not only those that hold an older snapshot.

grant create on schema hub to yecai_access;
set local role yecai_access;

-- The floor is that of lint 19, which is installed after the migrations, and of the program.
create function hub.server_keeps_plans() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select v.number not between 150019 and 159999
        and v.number not between 160015 and 169999
        and v.number not between 170011 and 179999
        and v.number < 180006
    from (select current_setting('server_version_num')::integer as number) as v
$$;

create or replace function hub.end_stale_sessions() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    stale record;
    ended integer := 0;
    keeps_plans constant boolean := hub.server_keeps_plans();
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
                or (keeps_plans and a.backend_start < r.shrank_at)
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

revoke execute on function hub.server_keeps_plans from public;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
