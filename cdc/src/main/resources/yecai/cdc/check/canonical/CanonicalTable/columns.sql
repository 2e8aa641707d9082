-- the columns of all canonical tables but those that the tables compute themselves
select c.relname as table_name, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
    t.typcollation <> 0 as collatable,
    t.typname in ('json', 'xml') as as_text, coalesce(pg_get_expr(d.adbin, d.adrelid), 'null') as default_sql
from pg_class as c
inner join pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
inner join pg_type as t on t.oid = a.atttypid
left join pg_attrdef as d on d.adrelid = c.oid and d.adnum = a.attnum
where c.relnamespace = to_regnamespace('canon') and c.relkind in ('r', 'p') and not c.relispartition
    and a.attgenerated = ''
order by c.relname, a.attnum
