-- What makes captured tables the ones that were copied: every fact of the catalogue whose change can make rows wrong without
-- a trace in the log. Facts are given of those tables only whose digest is not the known one. Locks nothing but the catalogue.
with recursive wanted as materialized (
    select w.place, w.schema_name, w.table_name, w.known
    from unnest(:schemas::text[], :tables::text[], :known::text[]) with ordinality as w(schema_name, table_name, known, place)
),
publication as materialized (
    select p.oid, p.xmin as row_version, p.puballtables, p.pubviaroot,
        concat_ws(', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
            case when p.pubdelete then 'delete' end, case when p.pubtruncate then 'truncate' end) as publishes,
        -- PostgreSQL 18 and newer
        to_jsonb(p) ->> 'pubgencols' as generated_columns
    from pg_catalog.pg_publication as p
    where p.pubname = :publication
),
found as materialized (
    select w.place, c.oid, c.relnamespace, c.relkind, c.relispartition, c.relpersistence, c.relfilenode, c.relreplident
    from wanted as w
    inner join pg_catalog.pg_namespace as n on n.nspname = w.schema_name
    inner join pg_catalog.pg_class as c on c.relnamespace = n.oid and c.relname = w.table_name
),
captured_column as materialized (
    select f.place, a.attname as name, a.attnum, a.atttypid, a.atttypmod, a.attgenerated, a.xmin as row_version
    from unnest(:column_places::bigint[], :columns::text[]) as u(place, name)
    inner join found as f on f.place = u.place
    inner join pg_catalog.pg_attribute as a
        on a.attrelid = f.oid and a.attname = u.name and a.attnum > 0 and not a.attisdropped
),
-- the types that the type of a column is made of; those below 16384 come with the server and do not change
type_part as (
    select distinct c.atttypid as whole, c.atttypid as part from captured_column as c where c.atttypid >= 16384
    union
    select p.whole, u.part
    from type_part as p
    inner join pg_catalog.pg_type as t on t.oid = p.part
    cross join lateral (
        select t.typbasetype as part
        union all select t.typelem
        union all select r.rngsubtype from pg_catalog.pg_range as r where r.rngtypid = t.oid or r.rngmultitypid = t.oid
        union all select a.atttypid from pg_catalog.pg_attribute as a
            where t.typtype = 'c' and a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
    ) as u
    where u.part >= 16384
),
-- a label that was renamed, also back, has another version of its row
label as (
    select p.whole, string_agg(concat_ws(':', e.oid, e.xmin, e.enumlabel), chr(31) order by e.oid) as list
    from type_part as p
    inner join pg_catalog.pg_enum as e on e.enumtypid = p.part
    group by p.whole
),
attribute as (
    select p.whole, string_agg(concat_ws(':', a.attrelid, a.attnum, a.atttypid, a.atttypmod), ', ' order by a.attrelid, a.attnum) as list
    from type_part as p
    inner join pg_catalog.pg_type as t on t.oid = p.part and t.typtype = 'c'
    inner join pg_catalog.pg_attribute as a on a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped
    group by p.whole
),
tree as (
    select f.place, f.oid, '' as path from found as f where f.relkind = 'p'
    union all
    select t.place, i.inhrelid, t.path || '/' || i.xmin
    from tree as t
    inner join pg_catalog.pg_inherits as i on i.inhparent = t.oid
),
ancestor as (
    select f.place, f.oid from found as f where f.relispartition
    union all
    select a.place, i.inhparent
    from ancestor as a
    inner join pg_catalog.pg_inherits as i on i.inhrelid = a.oid
),
-- the tables that inherit from one that is not partitioned: their rows are none of its own, though a query of it gives them, too
heir as (
    select f.place, f.oid from found as f where f.relkind = 'r'
    union
    select h.place, i.inhrelid
    from heir as h
    inner join pg_catalog.pg_inherits as i on i.inhparent = h.oid
),
-- the tables that hold the rows, and the one that new partitions follow, with what identifies their rows in the log
holder as materialized (
    select h.place, h.oid, h.path, c.relkind, c.relpersistence, c.relfilenode, h.oid <> f.oid as is_partition,
        format('%I.%I', n.nspname, c.relname) as name,
        case c.relreplident when 'f' then 'all columns' when 'n' then 'nothing'
            else coalesce((select string_agg(a.attname::text, ', ' order by a.attname)
                from pg_catalog.pg_index as i
                cross join lateral unnest(i.indkey::smallint[]) with ordinality as k(attnum, n)
                inner join pg_catalog.pg_attribute as a on a.attrelid = i.indrelid and a.attnum = k.attnum
                where i.indrelid = c.oid and k.n <= i.indnkeyatts and i.indimmediate and i.indisvalid
                    and case c.relreplident when 'd' then i.indisprimary else i.indisreplident end), 'nothing') end as row_key
    from (select f.place, f.oid, '' as path from found as f where f.relkind <> 'p' union all select t.place, t.oid, t.path from tree as t) as h
    inner join found as f on f.place = h.place
    inner join pg_catalog.pg_class as c on c.oid = h.oid
    inner join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
),
fact(place, name, content) as (
    select w.place, v.name, v.content
    from wanted as w
    cross join publication as p
    cross join lateral (values
        ('publication', p.oid::text), ('publication row', p.row_version::text), ('publication publishes', p.publishes),
        ('publication via root', p.pubviaroot::text), ('publication generated columns', p.generated_columns)
    ) as v(name, content)
    union all
    select f.place, v.name, v.content
    from found as f
    cross join lateral (values
        ('table', f.oid::text),
        ('kind', case when f.relkind = 'p' then 'partitioned table' when f.relkind = 'r' then 'table' else 'relation of kind ' || f.relkind::text end
            || case when f.relispartition then ', partition of another' else '' end),
        ('file', f.relfilenode::text), ('persistence', f.relpersistence::text)
    ) as v(name, content)
    union all
    select f.place, v.name, v.content
    from found as f
    cross join publication as p
    left join pg_catalog.pg_publication_rel as r on r.prpubid = p.oid and r.prrelid = f.oid
    left join pg_catalog.pg_publication_namespace as n on n.pnpubid = p.oid and n.pnnspid = f.relnamespace
    cross join lateral (values
        ('member', case when r.oid is not null then 'table ' || r.oid::text when p.puballtables then 'all'
            when n.oid is not null then 'schema ' || n.oid::text end),
        ('member columns', coalesce(r.prattrs::text, 'all')),
        ('member filter', r.prqual::text)
    ) as v(name, content)
    union all
    select a.place, 'published as', string_agg(a.oid::text, ', ' order by a.oid)
    from ancestor as a
    inner join publication as p on p.pubviaroot
    inner join pg_catalog.pg_publication_rel as r on r.prpubid = p.oid and r.prrelid = a.oid
    group by a.place
    union all
    select f.place, 'heirs', coalesce(string_agg(case when c.oid is not null then concat_ws(' ', h.oid,
        case when r.oid is null and not p.puballtables then 'unpublished' else 'published' end, format('%I.%I', n.nspname, c.relname))
        end, chr(31) order by h.oid), '')
    from found as f
    cross join publication as p
    left join heir as h on h.place = f.place and h.oid <> f.oid
    left join pg_catalog.pg_class as c on c.oid = h.oid
    left join pg_catalog.pg_namespace as n on n.oid = c.relnamespace
    left join pg_catalog.pg_publication_rel as r on r.prpubid = p.oid and r.prrelid = h.oid
    where f.relkind = 'r'
    group by f.place
    union all
    select h.place, 'key', h.row_key from holder as h where not h.is_partition
    union all
    select h.place, v.name, v.content
    from holder as h
    cross join lateral (values
        (h.is_partition and h.relpersistence <> 'p', 'unlogged partition ' || h.oid::text, h.name),
        (h.is_partition and h.relkind = 'r', 'partition ' || h.oid::text, h.relfilenode::text || h.path || ' ' || h.row_key),
        (h.is_partition and h.row_key in ('all columns', 'nothing'), 'partition without key ' || h.oid::text, h.name || ': ' || h.row_key)
    ) as v(applies, name, content)
    where v.applies
    union all
    select c.place, v.name || ' ' || c.name::text, v.content
    from captured_column as c
    left join label as l on l.whole = c.atttypid
    left join attribute as a on a.whole = c.atttypid
    cross join lateral (values
        ('number of', c.attnum::text), ('type of', c.atttypid::text || ' ' || c.atttypmod::text), ('generation of', nullif(c.attgenerated::text, '')),
        ('row of', c.row_version::text), ('labels of', l.list), ('attributes of', a.list)
    ) as v(name, content)
),
identity as (
    select f.place, md5(string_agg(f.name || '=' || f.content, chr(30) order by f.name collate "C")) as digest,
        array_agg(f.name order by f.name collate "C") as names, array_agg(f.content order by f.name collate "C") as contents
    from fact as f
    where f.content is not null
    group by f.place
)
select w.place - 1 as place, coalesce(i.digest, 'nothing') as digest, i.names, i.contents
from wanted as w
left join identity as i on i.place = w.place
where coalesce(i.digest, 'nothing') <> w.known
order by w.place
