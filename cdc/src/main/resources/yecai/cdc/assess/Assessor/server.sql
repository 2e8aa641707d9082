-- The server and database that is assessed. Bytes of log an hour since the server counts them.
select current_setting('server_version') as version, current_setting('server_version_num')::integer as version_number,
    current_database()::text as database_name, current_setting('server_encoding') as encoding,
    current_setting('wal_level') as wal_level,
    (select (w.wal_bytes * 3600 / greatest(extract(epoch from clock_timestamp() - w.stats_reset), 60))::bigint
        from pg_catalog.pg_stat_wal as w) as log_bytes_per_hour
