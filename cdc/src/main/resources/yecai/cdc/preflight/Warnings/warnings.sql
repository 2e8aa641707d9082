-- What is worth knowing about the ERP of a source although it can be captured. Continues the CTE wanted(place, schema_name,
-- table_name, key, columns).
found as (
    select w.*, c.oid, c.relrowsecurity, format('%I.%I', w.schema_name, w.table_name) as name
    from wanted as w
    inner join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    inner join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
),
heir as (
    select f.place, f.name as of_name, i.inhrelid as oid
    from found as f
    inner join pg_catalog.pg_inherits as i on i.inhparent = f.oid
    union
    select h.place, h.of_name, i.inhrelid
    from heir as h
    inner join pg_catalog.pg_inherits as i on i.inhparent = h.oid
),
warning(place, text) as (
    select 2, format('%s has row-level security, so that %I sees only a part of its rows: it will be paused until `alter role %I'
        ' bypassrls` was run, or take it out of pack.yml', f.name, current_user, current_user)
    from found as f
    where row_security_active(f.oid)
    union all
    select 3, format('column %I of %s is of type %s: if it names large objects, these are in no log and are not captured',
        a.attname, f.name, pg_catalog.format_type(a.atttypid, null))
    from found as f
    inner join pg_catalog.pg_attribute as a on a.attrelid = f.oid and a.attname = any(f.columns) and not a.attisdropped
    inner join pg_catalog.pg_type as t on t.oid = a.atttypid
    -- the extension for large objects has a domain of it
    where 'pg_catalog.oid'::regtype in (t.oid, t.typbasetype)
    union all
    select 3, format('column %I of %s is of type %s, whose text changes when what it names is renamed, which is in no log:'
        ' `yecai reconcile` finds and repairs it', a.attname, f.name, pg_catalog.format_type(a.atttypid, null))
    from found as f
    inner join pg_catalog.pg_attribute as a on a.attrelid = f.oid and a.attname = any(f.columns) and not a.attisdropped
    inner join pg_catalog.pg_type as t on t.oid = a.atttypid
    inner join pg_catalog.pg_type as e on e.oid = coalesce(nullif(t.typelem, 0), nullif(t.typbasetype, 0), t.oid)
    where e.typnamespace = 'pg_catalog'::regnamespace and (e.typname like 'reg%' or e.typname = 'aclitem')
    union all
    select 3, format('table %I.%I inherits from %s and is not captured: queries of the ERP give its rows, too, and the mirror of'
        ' %s does not; name it in pack.yml as a table of its own if they are wanted', n.nspname, c.relname, h.of_name, h.of_name)
    from heir as h
    inner join pg_catalog.pg_class as c on c.oid = h.oid and not c.relispartition
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where not exists (select from found as f where f.oid = h.oid)
    union all
    select 3, 'the ERP''s database has the encoding SQL_ASCII, so its server does not check its texts: they are read in the encoding'
        ' that the source''s `encoding` names, else UTF-8, and a table with other bytes is paused'
    where current_setting('server_encoding') = 'SQL_ASCII'
    union all
    select 4, 'max_slot_wal_keep_size of the ERP is not set: while the capture is stopped, the ERP keeps its log until its disk is'
        ' full; set it to what the disk can spare, such as 50GB'
    where current_setting('max_slot_wal_keep_size') = '-1'
    union all
    select 5, format('%s of the ERP is %s: a capture that is stopped for longer loses its slot, and `yecai reconcile --new-slot` must'
        ' compare all tables', s.name,
        s.setting || coalesce(s.unit, ''))
    from pg_catalog.pg_settings as s
    where s.name = 'idle_replication_slot_timeout' and s.setting <> '0'
    union all
    select 6, format('a standby of the ERP that is promoted may lack what the hub holds already: set synchronized_standby_slots = %L at'
        ' the ERP, and the hub waits for what these standbys have received', p.names)
    from (select string_agg(s.slot_name, ', ' order by s.slot_name) as names from pg_catalog.pg_replication_slots as s
        where s.slot_type = 'physical' and s.active) as p
    where p.names is not null and current_setting('synchronized_standby_slots', true) = ''
)
select w.text from warning as w order by w.place, w.text
