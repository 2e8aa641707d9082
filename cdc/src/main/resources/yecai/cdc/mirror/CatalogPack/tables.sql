-- A table's key is that by which its log identifies rows; with REPLICA IDENTITY FULL, its primary key or the narrowest unique
-- index whose columns are never null. A partitioned table stands for its partitions.
select n.nspname as schema_name, c.relname as table_name,
    (select array_agg(a.attname::text order by a.attnum) from pg_catalog.pg_attribute as a
     where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> 'v') as columns,
    (select array_agg(a.attname::text order by u.place)
     from pg_catalog.pg_index as i
     cross join lateral unnest(i.indkey[0 : i.indnkeyatts - 1]) with ordinality as u(attnum, place)
     inner join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = u.attnum
     where i.indrelid = c.oid and i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null
        and i.indexprs is null
        and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident when 'f' then true
            else false end
     group by i.indexrelid, i.indisprimary
     having bool_and(a.attnotnull)
     order by i.indisprimary desc, count(*), i.indexrelid
     limit 1) as key
from pg_catalog.pg_class as c
inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
where n.nspname = any(:schemas) and c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
order by n.nspname, c.relname
