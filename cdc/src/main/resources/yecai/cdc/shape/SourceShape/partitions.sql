-- The partitions of a table that hold rows. Reads the catalogue alone, since pg_partition_tree would wait for whoever locks one of
-- them. One that was made as a partition entered the catalogue together with its place in the table, in one command, and has the
-- file that it was made with, whose number is its own. One that was detached and attached again has another row in pg_inherits.
with recursive tree as (
    select c.oid, c.relkind, null::xid as inherited_by, null::bigint as inherited_in, '' as place
    from pg_catalog.pg_class as c
    where c.oid = to_regclass(:table)
    union all
    select c.oid, c.relkind, i.xmin, i.cmin::text::bigint, t.place || '/' || i.xmin
    from tree as t
    inner join pg_catalog.pg_inherits as i on i.inhparent = t.oid
    inner join pg_catalog.pg_class as c on c.oid = i.inhrelid
    where t.relkind = 'p'
)
select n.nspname || '.' || c.relname || '|' || c.relfilenode || t.place as leaf, c.oid::bigint as number,
    coalesce(t.inherited_by = y.xmin and t.inherited_in - y.cmin::text::bigint <= 4 and c.relfilenode = c.oid, false) as is_original,
    c.xmin::text::bigint as writer
from tree as t
inner join pg_catalog.pg_class as c on c.oid = t.oid
inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
left join pg_catalog.pg_type as y on y.oid = c.reltype
where t.inherited_by is not null and t.relkind <> 'p'
order by n.nspname || '.' || c.relname
