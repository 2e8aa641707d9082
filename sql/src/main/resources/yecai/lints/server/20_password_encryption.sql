-- New passwords would be stored as MD5.
select
    'password_encryption' as lint,
    'warning' as severity,
    'server' as object,
    'stores new passwords as MD5' as detail,
    'alter system set password_encryption = ''scram-sha-256''; select pg_reload_conf();' as remedy
where current_setting('password_encryption') = 'md5'
