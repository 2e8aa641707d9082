-- each column and its type, with the labels of an enum and the attributes of a composite type
with recursive inner_type(attnum, type_oid) as (
    select a.attnum, a.atttypid from pg_catalog.pg_attribute as a
    where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped
    union
    select i.attnum, u.oid
    from inner_type as i
    inner join pg_catalog.pg_type as t on t.oid = i.type_oid
    cross join lateral (values (t.typbasetype), (case when t.typcategory = 'A' then t.typelem else 0 end)) as u(oid)
    where u.oid <> 0
)
select a.attname as name,
    pg_catalog.format_type(a.atttypid, a.atttypmod)
        || coalesce((select string_agg(' enum ' || (select string_agg(quote_literal(e.enumlabel), ',' order by e.enumlabel collate "C")
                    from pg_catalog.pg_enum as e where e.enumtypid = t.oid), '')
                from inner_type as i inner join pg_catalog.pg_type as t on t.oid = i.type_oid
                where i.attnum = a.attnum and t.typtype = 'e'), '')
        || coalesce((select string_agg(' composite ' || (select string_agg(c.attname || ' ' || pg_catalog.format_type(c.atttypid, c.atttypmod), ',' order by c.attnum)
                    from pg_catalog.pg_attribute as c where c.attrelid = t.typrelid and c.attnum > 0 and not c.attisdropped), '')
                from inner_type as i inner join pg_catalog.pg_type as t on t.oid = i.type_oid
                where i.attnum = a.attnum and t.typtype = 'c'), '') as type
from pg_catalog.pg_attribute as a
where a.attrelid = to_regclass(:table) and a.attnum > 0 and not a.attisdropped
order by a.attnum
