-- Makes pgAudit name, in the server's log, each statement that reads a published view, with its rows.
-- Run it as a superuser in the hub's database, and again when views were added:
--
--     psql -d yecai -f ops/pgaudit.sql
--
-- Before, add pgaudit to shared_preload_libraries and restart the server. Tried with PostgreSQL 15.18 and pgAudit 1.7.0.
do $$
declare
    published regclass;
begin
    if not exists (select from pg_available_extensions where name = 'pgaudit') then
        raise exception 'this server has no pgAudit: install its package, such as postgresql-18-pgaudit'
            using errcode = 'undefined_file';
    end if;
    if current_setting('shared_preload_libraries') !~ '\mpgaudit\M' then
        raise exception 'pgaudit is not loaded: add it to shared_preload_libraries and restart the server'
            using errcode = 'object_not_in_prerequisite_state';
    end if;
    if not exists (select from pg_roles where rolname = 'yecai_audit') then
        -- nobody takes it on: pgAudit logs what it might read
        create role yecai_audit nologin;
    end if;
    create extension if not exists pgaudit;
    for published in
        select c.oid from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where n.nspname in ('finance', 'production', 'reporting') and c.relkind = 'v'
    loop
        execute format('grant select on %s to yecai_audit', published);
    end loop;
    execute format('alter database %I set pgaudit.role = ''yecai_audit''', current_database());
    execute format('alter database %I set pgaudit.log_rows = on', current_database());
end
$$;
