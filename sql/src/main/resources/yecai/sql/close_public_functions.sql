-- Takes from everybody, in this database, the functions by which a reader could fill the server's table of locks or the disk:
-- advisory locks, large objects, and messages of any size in the server's log. Flyway, which migrates as yecai_owner, keeps the locks.
-- The table of locks and the disk are those of the whole server, so that its other databases must be closed, too: where the server
-- has none but its own and the hub, nobody else is shut out. Lint 22 names those that stay open.
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
                    'pg_logical_emit_message', 'lo_creat', 'lo_create', 'lo_from_bytea', 'lo_open', 'lo_put', 'lowrite', 'lo_truncate', 'lo_truncate64'
                )
            )
    loop
        execute format('revoke execute on function %s from public', closed.name);
        if closed.is_lock then
            execute format('grant execute on function %s to yecai_owner', closed.name);
        end if;
    end loop;
    if not exists (
        select from pg_catalog.pg_database as d
        where not d.datistemplate and d.datname not in ('postgres', current_database())
    ) then
        for closed in
            select d.datname as name from pg_catalog.pg_database as d where d.datallowconn and d.datname <> current_database()
        loop
            execute format('revoke connect on database %I from public', closed.name);
            execute format('grant connect on database %I to pg_monitor', closed.name);
        end loop;
        -- init connects to it as hub.admin
        for closed in select r.rolname as name from pg_catalog.pg_roles as r where r.rolcreatedb and not r.rolsuper loop
            execute format('grant connect on database postgres to %I', closed.name);
        end loop;
    end if;
    -- How much of the disk one query of a reader may fill; only a superuser may let others set it.
    grant set on parameter temp_file_limit to yecai_access;
    -- Lets hub.lock_audit end an approver who holds up the audit.
    if current_setting('server_version_num')::integer >= 160000 then
        -- as text, since older servers cannot even parse it
        execute 'grant pg_signal_backend to yecai_access with inherit true, set false';
    end if;
end
$$;
