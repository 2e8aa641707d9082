-- The server is below the security floor: sessions keep prepared plans after a revoke (CVE-2026-14666).
select
    'server' as lint,
    'error' as severity,
    'server' as object,
    format('is PostgreSQL %s', current_setting('server_version')) as detail,
    'Update it to 15.19, 16.15, 17.11, 18.6 or newer.' as remedy
where current_setting('server_version_num')::integer not between 150019 and 159999
    and current_setting('server_version_num')::integer not between 160015 and 169999
    and current_setting('server_version_num')::integer not between 170011 and 179999
    and current_setting('server_version_num')::integer < 180006
