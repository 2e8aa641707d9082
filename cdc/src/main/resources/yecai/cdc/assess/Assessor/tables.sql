-- The tables of the database: rows as the planner estimates them (null: never analysed), bytes with indexes and large values, and changes
-- a day since the statistics began. The columns of the key are those by which the log identifies rows, or could.
with recursive erp_table as (
    select c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relreplident
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
counted as (
    select t.root, sum(c.relpages)::bigint * current_setting('block_size')::bigint
            + coalesce(sum(x.relpages)::bigint, 0) * current_setting('block_size')::bigint as bytes,
        sum(nullif(c.reltuples, -1)) filter (where c.relkind = 'r') as row_count,
        sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del) as changes
    from tree as t
    inner join pg_catalog.pg_class as c on c.oid = t.oid
    left join pg_catalog.pg_class as x on x.oid = c.reltoastrelid
    left join pg_catalog.pg_stat_user_tables as s on s.relid = c.oid
    group by t.root
),
since as (
    select greatest(extract(epoch from clock_timestamp() - coalesce(d.stats_reset, pg_postmaster_start_time())), 60) / 86400 as days
    from pg_catalog.pg_stat_database as d
    where d.datname = current_database()
)
select t.nspname as schema_name, t.relname as table_name, k.row_count::bigint as row_count, k.bytes,
    (k.changes / s.days)::float8 as changes_per_day,
    coalesce((
        select array_agg(a.attname::text order by array_position(i.indkey::int2[], a.attnum))
        from (
            select x.indkey, x.indnkeyatts
            from pg_catalog.pg_index as x
            where x.indrelid = t.oid and x.indisunique and x.indisvalid and x.indpred is null and x.indexprs is null
                and case t.relreplident when 'd' then x.indisprimary when 'i' then x.indisreplident
                    else x.indimmediate and (
                        select bool_and(n.attnotnull) from pg_catalog.pg_attribute as n
                        where n.attrelid = t.oid and n.attnum = any (x.indkey[0 : x.indnkeyatts - 1])
                    ) end
            order by x.indisprimary desc, x.indexrelid
            limit 1
        ) as i
        inner join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = any (i.indkey[0 : i.indnkeyatts - 1])
    ), '{}') as key
from erp_table as t
inner join counted as k on k.root = t.oid
cross join since as s
order by t.nspname collate "C", t.relname collate "C"
