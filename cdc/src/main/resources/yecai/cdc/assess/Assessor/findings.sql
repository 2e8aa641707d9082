-- What keeps a capture from this database, or will trouble it: one row for each finding, (code, object, value, fix). The value
-- belongs to the sentence of the code; fix is SQL or null. Reads the catalogue and the statistics only, and waits for nobody.
-- :login is the one that is to capture. Columns that look secret or personal are in sensitive.sql.
with recursive erp_table as (
    select c.oid, n.nspname, c.relname, format('%I.%I', n.nspname, c.relname) as name, c.relkind, c.relpersistence, c.relrowsecurity
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p')
        and not c.relispartition
        and c.relpersistence <> 't'
        and n.nspname <> 'information_schema'
        and n.nspname !~ '^pg_'
        and not exists (
            select from pg_catalog.pg_depend as d
            where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = c.oid and d.deptype = 'e'
        )
),
tree as (
    select t.oid as root, t.oid, t.relkind from erp_table as t
    union all
    select t.root, c.oid, c.relkind
    from tree as t
    inner join pg_catalog.pg_inherits as i on i.inhparent = t.oid
    inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
    where t.relkind = 'p'
),
-- what holds rows, and the partitioned table itself, which new partitions follow
holder as (
    select t.root, c.oid, c.relreplident, c.relpersistence, format('%I.%I', n.nspname, c.relname) as name
    from tree as t
    inner join pg_catalog.pg_class as c on c.oid = t.oid
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' or c.oid = t.root
),
unique_index as (
    select h.oid, x.relname as index_name, i.indisprimary, i.indisreplident, i.indimmediate,
        i.indisvalid and i.indpred is null and i.indexprs is null and i.indimmediate and (
            select bool_and(a.attnotnull) from pg_catalog.pg_attribute as a
            where a.attrelid = h.oid and a.attnum = any (i.indkey[0 : i.indnkeyatts - 1])
        ) as is_usable
    from holder as h
    inner join pg_catalog.pg_index as i on i.indrelid = h.oid and i.indisunique
    inner join pg_catalog.pg_class as x on x.oid = i.indexrelid
),
identity as (
    select h.oid, h.name, h.relreplident, p.indimmediate as key_immediate, r.oid is not null as has_identity_index,
        u.index_name as usable_index, u.indisprimary as usable_is_key
    from holder as h
    left join unique_index as p on p.oid = h.oid and p.indisprimary
    left join unique_index as r on r.oid = h.oid and r.indisreplident
    left join lateral (
        select x.index_name, x.indisprimary from unique_index as x
        where x.oid = h.oid and x.is_usable
        order by x.indisprimary desc, x.index_name
        limit 1
    ) as u on true
),
identity_finding as (
    select p.code, i.name, null::text as value, p.fix
    from identity as i
    cross join lateral (
        select case
            when i.usable_is_key then format('alter table %s replica identity default;', i.name)
            when i.usable_index is not null
                then format('alter table %s replica identity using index %I;', i.name, i.usable_index)
        end as usable
    ) as f
    cross join lateral (values
        ('identity_nothing', i.relreplident = 'n', f.usable),
        ('no_key', i.relreplident = 'd' and i.key_immediate is null, f.usable),
        ('deferrable_key', i.relreplident = 'd' and not i.key_immediate, f.usable),
        ('identity_index_lost', i.relreplident = 'i' and not i.has_identity_index, f.usable),
        ('full_without_key', i.relreplident = 'f' and i.usable_index is null, null),
        ('identity_full', i.relreplident = 'f' and i.usable_index is not null, null)
    ) as p(code, applies, fix)
    where p.applies
),
heir as (
    select t.oid as root, t.name, i.inhrelid as oid
    from erp_table as t
    inner join pg_catalog.pg_inherits as i on i.inhparent = t.oid
    where t.relkind = 'r'
),
erp_column as (
    select t.name, a.attname, a.attgenerated, a.atttypid, coalesce(nullif(y.typelem, 0), nullif(y.typbasetype, 0), y.oid) as element
    from erp_table as t
    inner join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    inner join pg_catalog.pg_type as y on y.oid = a.atttypid
),
column_finding as (
    select p.code, c.name, string_agg(c.attname, ', ' order by c.attname collate "C") as value
    from erp_column as c
    cross join lateral (values
        ('generated_when_read', c.attgenerated = 'v'),
        ('generated_stored', c.attgenerated = 's' and current_setting('server_version_num')::integer < 180000),
        ('hub_column', c.attname in ('_tx', '_op', '_ord', '_missing')),
        ('quoted_name', left(c.attname, 1) in ('"', '''', '`')),
        ('large_object', c.atttypid = 'pg_catalog.oid'::regtype or exists (
            select from pg_catalog.pg_type as b
            where b.oid = c.atttypid and b.typbasetype = 'pg_catalog.oid'::regtype)),
        ('renamed_text', exists (
            select from pg_catalog.pg_type as e
            where e.oid = c.element and e.typnamespace = 'pg_catalog'::regnamespace
                and (e.typname like 'reg%' or e.typname = 'aclitem')))
    ) as p(code, applies)
    where p.applies
    group by p.code, c.name
),
finding(place, code, object, value, fix) as (
    select 1, p.code, p.object, p.value, p.fix
    from (
        select current_setting('server_version_num')::integer as version, pg_is_in_recovery() as is_standby,
            current_setting('max_replication_slots')::integer as slots_most,
            (select count(*) from pg_catalog.pg_replication_slots)::integer as slots_used,
            current_setting('max_wal_senders')::integer as senders_most,
            (select count(*) from pg_catalog.pg_stat_replication)::integer as senders_used,
            exists (select from pg_catalog.pg_roles as g where g.rolname in ('rds_replication', 'cloudsqlsuperuser', 'azure_pg_admin'))
                as is_hosted
    ) as s
    cross join lateral (values
        ('version_too_old', s.version < 150000, 'server_version', current_setting('server_version'), null),
        ('standby', s.is_standby, current_database()::text, null, null),
        ('wal_level', current_setting('wal_level') <> 'logical', 'wal_level', current_setting('wal_level'),
            case when not s.is_hosted then 'alter system set wal_level = logical;' end),
        ('no_free_slot', s.slots_used >= s.slots_most, 'max_replication_slots', format('%s/%s', s.slots_used, s.slots_most),
            case when not s.is_hosted then format('alter system set max_replication_slots = %s;', s.slots_used + 4) end),
        ('no_free_sender', s.senders_used >= s.senders_most, 'max_wal_senders', format('%s/%s', s.senders_used, s.senders_most),
            case when not s.is_hosted then format('alter system set max_wal_senders = %s;', s.senders_used + 4) end),
        ('log_without_limit', current_setting('max_slot_wal_keep_size') = '-1', 'max_slot_wal_keep_size', '-1',
            case when not s.is_hosted then 'alter system set max_slot_wal_keep_size = ''50GB''; select pg_reload_conf();' end),
        ('slots_time_out', current_setting('idle_replication_slot_timeout', true) not in ('0', '0min', '0s'),
            'idle_replication_slot_timeout',
            current_setting('idle_replication_slot_timeout', true),
            case when not s.is_hosted then 'alter system set idle_replication_slot_timeout = 0; select pg_reload_conf();' end),
        ('sql_ascii', current_setting('server_encoding') = 'SQL_ASCII', current_database()::text, null, null),
        ('nothing_counted', current_setting('track_counts') = 'off', 'track_counts', null,
            'alter system set track_counts = on; select pg_reload_conf();'),
        ('no_tables', not exists (select from erp_table), current_database()::text, null, null)
    ) as p(code, applies, object, value, fix)
    where p.applies
    union all
    select 2, 'prepared_transaction', p.gid, to_char(p.prepared, 'YYYY-MM-DD HH24:MI'), format('rollback prepared %L;', p.gid)
    from pg_catalog.pg_prepared_xacts as p
    where p.prepared <= clock_timestamp() - interval '10 minutes'
    union all
    select 3, 'long_transaction', a.pid::text, to_char(a.xact_start, 'YYYY-MM-DD HH24:MI'), null
    from pg_catalog.pg_stat_activity as a
    where a.xact_start < clock_timestamp() - interval '1 hour' and a.backend_type = 'client backend'
    union all
    select 4, 'slot_without_reader', s.slot_name, pg_size_pretty(pg_wal_lsn_diff(
        case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end, s.restart_lsn)),
        format('select pg_drop_replication_slot(%L);', s.slot_name)
    from pg_catalog.pg_replication_slots as s
    where not s.active
    union all
    select 5, f.code, f.name, f.value, f.fix from identity_finding as f
    union all
    select 6, 'unlogged', h.name, null, format('alter table %s set logged;', h.name)
    from holder as h
    where h.relpersistence = 'u'
    union all
    select 6, 'names_differ_by_case', t.name, null, null
    from erp_table as t
    where (
        select count(distinct lower(a.attname)) < count(*) from pg_catalog.pg_attribute as a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    )
    union all
    select 6, 'quoted_key', t.name, string_agg(distinct a.attname, ', '), null
    from erp_table as t
    inner join pg_catalog.pg_index as i on i.indrelid = t.oid and i.indisunique
    inner join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = any (i.indkey) and strpos(a.attname, '"') > 0
    group by t.name
    union all
    select 6, 'too_wide', t.name, count(*)::text, null
    from erp_table as t
    inner join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped
    group by t.name
    having count(*) > 1596
    union all
    select 7, 'row_security', t.name, :login, format('alter role %I bypassrls;', :login)
    from erp_table as t
    where t.relrowsecurity
        and not coalesce((select r.rolsuper or r.rolbypassrls from pg_catalog.pg_roles as r where r.rolname = :login), false)
    union all
    select 7, 'heirs', h.name, string_agg(h.oid::regclass::text, ', ' order by h.oid::regclass::text), null
    from heir as h
    group by h.name
    union all
    select 8, f.code, f.name, f.value, null from column_finding as f
)
select f.code, f.object, f.value, f.fix
from finding as f
order by f.place, f.object collate "C", f.code
