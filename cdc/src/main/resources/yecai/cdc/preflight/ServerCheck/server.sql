-- What the ERP's server allows the login, and who runs it, as the roles tell that its provider makes.
select current_setting('wal_level') as wal_level,
    r.rolsuper or r.rolreplication or exists (
        select from pg_catalog.pg_roles as g
        where g.rolname = 'rds_replication' and pg_has_role(r.oid, g.oid, 'member')) as may_replicate,
    current_setting('server_version_num')::integer as version,
    pg_is_in_recovery() as is_standby,
    current_setting('server_encoding') as encoding,
    case when exists (select from pg_catalog.pg_roles as g where g.rolname = 'rds_replication') then 'RDS'
        when exists (select from pg_catalog.pg_roles as g where g.rolname = 'cloudsqlsuperuser') then 'CLOUD_SQL'
        when exists (select from pg_catalog.pg_roles as g where g.rolname = 'azure_pg_admin') then 'AZURE'
        else 'OWN' end as hosting
from pg_catalog.pg_roles as r
where r.rolname = current_user
