set local role yecai_access;

-- Makes the writers of hub.audit wait for each other until the end of their transactions. Readers write it too, by requests, and
-- approvers: one who keeps the transaction open while somebody waits is ended and noted, or no right could be revoked until
-- then; at once when it is seen to be idle, after a second when it works or shows nothing of itself. DBAs are waited for. Approvers are ended only where a superuser has set the hub up, who lets
-- the hub end sessions of others.
create or replace function hub.lock_audit() returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '200ms'
as $$
declare
    holder record;
    attempts integer := 0;
    waiting_since constant timestamptz := clock_timestamp();
begin
    loop
        attempts := attempts + 1;
        begin
            lock table hub.audit_gate in exclusive mode;
            return;
        exception when lock_not_available then
            perform pg_stat_clear_snapshot();
            for holder in
                select a.pid, a.backend_start, r.rolname as login, coalesce(l.principal, r.rolname) as principal
                from hub.relation_holders('hub.audit_gate'::regclass) as a
                inner join pg_roles as r on r.oid = a.role
                left join hub.login as l on l.login = r.rolname
                where a.pid <> pg_backend_pid()
                    and (a.state like 'idle in transaction%' or attempts >= 5)
                    and (
                        l.login is not null
                        or (
                            pg_has_role('pg_signal_backend', 'usage')
                            and pg_has_role(r.oid, 'yecai_approver', 'member')
                            and not pg_has_role(r.oid, 'yecai_dba', 'member')
                            and not r.rolsuper
                        )
                    )
            loop
                if pg_terminate_backend(holder.pid) then
                    -- once, also if it takes the server longer than an attempt to end it
                    insert into hub.session_end (login, principal, backend, reason, rights_shrank_at)
                    select holder.login, holder.principal, holder.pid, 'held the audit', waiting_since
                    where not exists (
                        select from hub.session_end as e
                        where e.login = holder.login and e.backend = holder.pid and e.ended_at >= holder.backend_start
                    );
                end if;
            end loop;
        end;
    end loop;
end
$$;

revoke execute on function hub.lock_audit from public;
grant execute on function hub.lock_audit to yecai_owner;
