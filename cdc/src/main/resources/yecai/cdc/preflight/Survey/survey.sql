-- What the tables of a pack look like in the ERP, and whether they can be captured exactly without doing the ERP harm.
-- Reads the CTE wanted(place, schema_name, table_name, key, columns).
found as (
    select w.*, c.oid, c.relkind, c.relpersistence, current_setting('server_version_num')::integer >= 180000 as is_18
    from wanted as w
    left join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    left join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
),
-- the tables that hold the rows: the table itself, or the leaves of a partitioned one and the one that new leaves follow
-- found in the catalogue alone, since pg_partition_tree would wait for whoever locks one of them
tree as (
    select f.place, f.oid, f.relkind from found as f where f.oid is not null
    union all
    select t.place, c.oid, c.relkind
    from tree as t
    inner join pg_catalog.pg_inherits as i on i.inhparent = t.oid
    inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
    where t.relkind = 'p'
),
holder as (
    select f.place, f.key, c.oid, c.relreplident, c.relpersistence, format('%I.%I', n.nspname, c.relname) as name
    from found as f
    inner join tree as t on t.place = f.place
    inner join pg_catalog.pg_class as c on c.oid = t.oid
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where c.relkind = 'r' or c.oid = f.oid
),
unique_index as (
    select h.oid, i.indisprimary, i.indisreplident, i.indimmediate,
        i.indisvalid and i.indpred is null and i.indexprs is null as is_whole,
        (select array_agg(a.attname::text order by a.attname::text collate "C")
         from pg_catalog.pg_attribute as a
         where a.attrelid = h.oid and a.attnum = any(i.indkey[0 : i.indnkeyatts - 1])) as columns,
        (select bool_and(a.attnotnull) from pg_catalog.pg_attribute as a
         where a.attrelid = h.oid and a.attnum = any(i.indkey[0 : i.indnkeyatts - 1])) as never_null
    from holder as h
    inner join pg_catalog.pg_index as i on i.indrelid = h.oid and i.indisunique
),
identity as (
    select h.*, (select array_agg(k order by k collate "C") from unnest(h.key) as u(k)) as wanted_key,
        x.columns as identity_columns, x.indimmediate,
        exists (select from unique_index as u
            where u.oid = h.oid and u.is_whole and u.indimmediate and u.never_null
                and u.columns = (select array_agg(k order by k collate "C") from unnest(h.key) as w(k))) as key_is_unique
    from holder as h
    left join unique_index as x
        on x.oid = h.oid and case h.relreplident when 'd' then x.indisprimary when 'i' then x.indisreplident end
),
identity_problem as (
    select distinct on (i.place) i.place, p.reason, p.remedy
    from identity as i
    cross join lateral (values
        (i.relreplident = 'n',
            format('%s has REPLICA IDENTITY NOTHING, so publishing it would make the ERP''s updates and deletes fail', i.name),
            format('run `alter table %s replica identity default` if it has a primary key, else `replica identity using index ...`', i.name)),
        (i.relreplident = 'd' and i.identity_columns is null,
            format('%s has no primary key, so publishing it would make the ERP''s updates and deletes fail', i.name),
            format('give it a primary key, or a unique index on columns that are never null and `alter table %s replica identity using index ...`', i.name)),
        (i.relreplident = 'd' and not i.indimmediate,
            format('the primary key of %s is deferrable, so publishing it would make the ERP''s updates and deletes fail', i.name),
            format('make it not deferrable, or run `alter table %s replica identity using index ...` with a unique index', i.name)),
        (i.relreplident = 'i' and i.identity_columns is null,
            format('the index by which %s identifies its rows was dropped, so publishing it would make the ERP''s updates and deletes fail', i.name),
            format('run `alter table %s replica identity ...`', i.name)),
        (i.relreplident in ('d', 'i') and i.identity_columns <> i.wanted_key,
            format('%s is identified by (%s), not by (%s)', i.name, array_to_string(i.identity_columns, ', '), array_to_string(i.wanted_key, ', ')),
            'name those columns as key in pack.yml'),
        (i.relreplident = 'f' and not i.key_is_unique,
            format('%s has REPLICA IDENTITY FULL, and no unique index (not deferrable, on columns that are never null) has the columns (%s), so its rows cannot be told apart', i.name, array_to_string(i.wanted_key, ', ')),
            'add such an index, or name the columns of one as key in pack.yml')
    ) as p(applies, reason, remedy)
    where p.applies
    order by i.place, i.name
),
column_problem as (
    select f.place, u.name, p.reason, p.remedy
    from found as f
    cross join lateral unnest(f.columns) as u(name)
    inner join pg_catalog.pg_attribute as a on a.attrelid = f.oid and a.attname = u.name and not a.attisdropped
    cross join lateral (values
        (a.attgenerated = 'v', 'it is generated when it is read, so it is in no log', 'compute it in a staging view of the pack'),
        (a.attgenerated = 's' and not f.is_18, 'it is generated, and servers before PostgreSQL 18 do not publish such columns',
            'compute it in a staging view of the pack'),
        (a.attname in ('_tx', '_op', '_ord', '_missing'), 'its name is that of a column of the hub''s own',
            'rename it, or take it out of pack.yml'),
        (left(a.attname, 1) in ('"', '''', '`'), 'its name starts with a quotation mark, which the reader of the log takes away', 'rename it')
    ) as p(applies, reason, remedy)
    where p.applies
),
survey as (
    select f.place, f.schema_name, f.table_name, f.oid is not null as is_there, f.relkind = 'p' as is_partitioned,
        exists (select from holder as h where h.place = f.place and h.relreplident = 'f') as is_full,
        array(select u.name from unnest(f.columns) with ordinality as u(name, n)
            where not exists (select from pg_catalog.pg_attribute as a
                where a.attrelid = f.oid and a.attname = u.name and not a.attisdropped and a.attnum > 0)
            order by u.n) as missing,
        array(select u.name from unnest(f.columns) with ordinality as u(name, n)
            where exists (select from pg_catalog.pg_attribute as a
                where a.attrelid = f.oid and a.attname = u.name and not a.attisdropped and a.attnum > 0)
                and not exists (select from column_problem as c where c.place = f.place and c.name = u.name)
            order by u.n) as columns,
        coalesce(t.reason, i.reason, k.reason) as reason,
        coalesce(t.remedy, i.remedy, k.remedy) as remedy,
        array(select c.name from column_problem as c where c.place = f.place order by c.name) as refused,
        array(select c.reason || ': ' || c.remedy from column_problem as c where c.place = f.place order by c.name) as refused_why
    from found as f
    left join lateral (select v.reason, v.remedy from (values
        (f.oid is null, format('%I.%I does not exist', f.schema_name, f.table_name),
            'take it out of pack.yml, or check that this is the right database and version'),
        (f.relkind not in ('r', 'p'), format('%I.%I is no table but a view, a foreign table or the like', f.schema_name, f.table_name),
            'capture the tables behind it'),
        ((select count(distinct lower(a.attname)) < count(*) from pg_catalog.pg_attribute as a
            where a.attrelid = f.oid and a.attnum > 0 and not a.attisdropped),
            format('%I.%I has columns whose names differ only by case, which the reader of the log cannot handle', f.schema_name, f.table_name),
            'rename one of them'),
        (exists (select from pg_catalog.pg_index as i
                inner join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
                where i.indrelid = f.oid and i.indisunique and strpos(a.attname, '"') > 0),
            format('%I.%I has a unique index on a column whose name holds a quotation mark, which the reader of the log cannot handle', f.schema_name, f.table_name),
            'rename the column'),
        (f.relpersistence <> 'p', format('%I.%I is unlogged, so its changes are in no log', f.schema_name, f.table_name),
            format('run `alter table %I.%I set logged`', f.schema_name, f.table_name)),
        (exists (select from holder as h where h.place = f.place and h.relpersistence <> 'p'),
            format('partition %s of %I.%I is unlogged, so its changes are in no log',
                (select min(h.name) from holder as h where h.place = f.place and h.relpersistence <> 'p'), f.schema_name, f.table_name),
            format('run `alter table %s set logged`',
                (select min(h.name) from holder as h where h.place = f.place and h.relpersistence <> 'p'))),
        -- a mirror has one column more than the table, the temporary table of its changes four
        (cardinality(f.columns) > 1596,
            format('the pack lists %s columns of %I.%I, and a mirror can hold 1596', cardinality(f.columns), f.schema_name, f.table_name),
            'list only those that a mapping needs')
    ) as v(applies, reason, remedy) where v.applies limit 1) as t on true
    left join identity_problem as i on i.place = f.place
    left join lateral (
        select format('column %I of its key cannot be captured: %s', c.name, c.reason) as reason, c.remedy
        from column_problem as c where c.place = f.place and c.name = any(f.key) limit 1
    ) as k on true
)
