set local role yecai_access;

-- Ends sessions that hold on to what their principal no longer may see: every session of a login that has ended, and
-- sessions whose transaction began before rights shrank and which hold a snapshot from then (a REPEATABLE READ
-- transaction, an open cursor, a statement that still runs). Also sessions of readers whose transaction lasts longer than
-- longest_transaction, or is idle longer than longest_idle_transaction (settings of the hub): a reader can change its own
-- timeouts, and its old snapshot would keep vacuum from all tables; and those that hold a lock which a revoke, a migration or the
-- capture has waited for. And all sessions of a service from before it lost a
-- principal to act as: PostgreSQL leaves a session the role it has. Other sessions see the change at their next statement. Also
-- notes which logins are in use. A session that was told to end, and has not yet, is not counted again. Returns how many
-- sessions were ended. Call it after the revoke has committed; the capture does
-- so each second.
create or replace function hub.end_stale_sessions() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    told hub.session_end[];
    keeps_plans constant boolean := hub.server_keeps_plans();
    oldest constant timestamptz := clock_timestamp() - hub.rule('longest_transaction')::interval;
    oldest_idle constant timestamptz := clock_timestamp() - hub.rule('longest_idle_transaction')::interval;
    -- Sessions that somebody who is no reader has waited for, for more than a second.
    in_the_way constant integer[] := array(
        select unnest(pg_blocking_pids(k.pid))
        from pg_locks as k
        where not k.granted
            and k.waitstart < clock_timestamp() - interval '1 second'
            and k.pid not in (
                select a.pid from pg_stat_activity as a inner join hub.login as l on l.login = a.usename
            )
    );
begin
    insert into hub.login_use (login, principal, last_seen)
    select l.login, l.principal, clock_timestamp()
    from hub.login as l
    where exists (select from pg_stat_activity as a where a.usename = l.login)
    on conflict (login) do update set last_seen = excluded.last_seen
    where login_use.last_seen < clock_timestamp() - interval '1 minute';
    -- All are told before anything is written, so that they end side by side.
    told := array(
        select row(null, s.login, s.principal, s.pid, s.reason, s.shrank_at, clock_timestamp())::hub.session_end
        from (
            select
                a.pid,
                l.login,
                l.principal,
                case
                    when l.valid_to <= clock_timestamp() then 'the login has ended'
                    when a.backend_start < r.acting_ended_at then 'it may still act as a principal that its service no longer may'
                    when s.is_long then 'its transaction lasted longer than a reader''s may'
                    when a.pid = any (in_the_way) then 'it held what somebody else has waited for'
                    else 'rights shrank during its transaction'
                end as reason,
                case
                    when l.valid_to <= clock_timestamp() then l.valid_to
                    when a.backend_start < r.acting_ended_at then r.acting_ended_at
                    when s.is_long or a.pid = any (in_the_way) then statement_timestamp()
                    else r.shrank_at
                end as shrank_at
            from pg_stat_activity as a
            inner join hub.login as l on l.login = a.usename
            cross join lateral (
                select
                    greatest(
                        max((
                            select max(s.valid_to) from hub.scope as s
                            where s.principal = p.principal and s.valid_to <= clock_timestamp()
                        )),
                        max(p.rights_shrank_at)
                    ) as shrank_at,
                    (
                        select max(x.ended_at) from hub.acting as x
                        where x.service = l.principal and x.ended_at <= clock_timestamp()
                    ) as acting_ended_at
                from hub.principal as p
                where p.principal = l.principal
                    or p.principal in (
                        select x.principal from hub.acting as x where x.service = l.principal and x.ended_at = 'infinity'
                    )
            ) as r
            cross join lateral (
                select coalesce(
                    a.xact_start < oldest or (a.state like 'idle in transaction%' and a.state_change < oldest_idle), false
                ) as is_long
            ) as s
            where a.datname = current_database()
                and (
                    s.is_long
                    or a.pid = any (in_the_way)
                    or l.valid_to <= clock_timestamp()
                    or a.backend_start < r.acting_ended_at
                    or (a.xact_start < r.shrank_at and (a.backend_xmin is not null or a.state = 'active'))
                    or (keeps_plans and a.backend_start < r.shrank_at)
                )
                and not exists (
                    select from hub.session_end as e
                    where e.login = l.login and e.backend = a.pid and e.ended_at >= a.backend_start
                )
            -- nobody is told who is not meant
            offset 0
        ) as s
        where pg_terminate_backend(s.pid)
    );
    insert into hub.session_end (login, principal, backend, reason, rights_shrank_at, ended_at)
    select t.login, t.principal, t.backend, t.reason, t.rights_shrank_at, t.ended_at
    from unnest(told) as t;
    insert into hub.audit (action, subject, detail)
    select 'end_session', t.login,
        jsonb_build_object('principal', t.principal, 'backend', t.backend, 'reason', t.reason)
    from unnest(told) as t;
    return cardinality(told);
end
$$;

revoke execute on function hub.end_stale_sessions from public;
grant execute on function hub.end_stale_sessions to yecai_dba, yecai_capture;
