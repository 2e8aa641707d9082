-- How large a table is, and whether it may be read by its blocks.
select
    has_column_privilege(c.oid, 'ctid', 'select') as may_split,
    current_setting('block_size')::bigint as block_size,
    max(pg_relation_size(l.oid))::bigint as largest_bytes,
    sum(pg_relation_size(l.oid))::bigint as bytes,
    sum(greatest(0, l.reltuples))::bigint as table_rows
from pg_catalog.pg_class as c
inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
cross join lateral (
    select c.oid where c.relkind <> 'p'
    union all
    select t.relid from pg_partition_tree(c.oid) as t where c.relkind = 'p' and t.isleaf
) as leaf
inner join pg_catalog.pg_class as l on l.oid = leaf.oid
where n.nspname = :schema and c.relname = :table
group by c.oid
