-- Built-in types go into the mirror as they are, but without a length or precision, so that these may grow. Everything else
-- goes as its text: enums, composite and extension types, and built-in types whose text names other objects.
with recursive base(type_oid, root_oid) as (
    select t.oid, t.oid from pg_catalog.pg_type as t where t.typtype <> 'd'
    union all
    select d.oid, b.root_oid
    from pg_catalog.pg_type as d inner join base as b on d.typbasetype = b.type_oid
    where d.typtype = 'd'
)
select a.attname as name,
    case
        when n.nspname = 'pg_catalog' and r.typtype in ('b', 'r', 'm')
            and coalesce(e.typtype, 'b') in ('b', 'r', 'm') and coalesce(en.nspname, 'pg_catalog') = 'pg_catalog'
            and not (coalesce(e.typname, r.typname) ~ '^(reg|pg_(?!lsn|snapshot))'
                or coalesce(e.typname, r.typname) in ('aclitem', 'gtsvector'))
        then case pg_catalog.format_type(b.root_oid, -1)
            when 'bit' then 'bit varying'
            when 'bit[]' then 'bit varying[]'
            else pg_catalog.format_type(b.root_oid, -1)
        end
        else 'text'
    end as type
from pg_catalog.pg_attribute as a
inner join base as b on b.type_oid = a.atttypid
inner join pg_catalog.pg_type as r on r.oid = b.root_oid
inner join pg_catalog.pg_namespace as n on n.oid = r.typnamespace
left join pg_catalog.pg_type as e on e.oid = r.typelem and r.typcategory = 'A'
left join pg_catalog.pg_namespace as en on en.oid = e.typnamespace
where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped
