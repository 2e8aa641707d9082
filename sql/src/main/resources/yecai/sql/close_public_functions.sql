-- Takes from everybody, in this database, the functions by which a reader could fill the server's table of locks or the disk:
-- advisory locks and large objects. Flyway, which migrates as yecai_owner, keeps the locks.
do $$
declare
    closed record;
begin
    for closed in
        select p.oid::regprocedure as name, p.proname ~ 'advisory' as is_lock
        from pg_catalog.pg_proc as p
        where p.pronamespace = 'pg_catalog'::regnamespace
            and (
                p.proname ~ '^pg_(try_)?advisory_'
                or p.proname in (
                    'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64'
                )
            )
    loop
        execute format('revoke execute on function %s from public', closed.name);
        if closed.is_lock then
            execute format('grant execute on function %s to yecai_owner', closed.name);
        end if;
    end loop;
    -- How much of the disk one query of a reader may fill; only a superuser may let others set it.
    grant set on parameter temp_file_limit to yecai_access;
    -- Lets hub.lock_audit end an approver who holds up the audit.
    if current_setting('server_version_num')::integer >= 160000 then
        grant pg_signal_backend to yecai_access with inherit true, set false;
    end if;
end
$$;
