-- Whether the files of a table and its partitions are the ones of this transaction's snapshot. A table that was truncated or
-- rewritten since looks empty in the snapshot, and partitions are found as they are now. Ask after the table was read: until
-- the transaction ends, its lock keeps others from doing so.
with recursive root as (
    select c.oid, c.relkind
    from pg_catalog.pg_class as c
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = :schema and c.relname = :table
),
tree as (
    select r.oid from root as r
    union all
    select i.inhrelid
    from tree as t
    inner join pg_catalog.pg_inherits as i on i.inhparent = t.oid
    cross join root as r
    where r.relkind = 'p'
),
now as (
    select p.relid::oid as oid
    from root as r
    cross join lateral pg_partition_tree(r.oid) as p
    where r.relkind = 'p'
    union
    select r.oid from root as r
)
select
    coalesce((select r.oid = to_regclass(format('%I.%I', :schema::text, :table::text)) from root as r), false)
    and not exists (
        select from tree as t
        inner join pg_catalog.pg_class as c on c.oid = t.oid
        where nullif(c.relfilenode, 0) is distinct from nullif(pg_relation_filenode(c.oid), 0)
    )
    and not exists (select t.oid from tree as t except select n.oid from now as n)
    -- a partition that is newer than the snapshot has no row in it
    and not exists (
        select n.oid from now as n inner join pg_catalog.pg_class as c on c.oid = n.oid
        except
        select t.oid from tree as t
    ) as is_stable
