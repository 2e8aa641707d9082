-- Columns by which a reader of some companies may search an index: each stands right behind the company in one, and in no index
-- that begins otherwise, so that only the reader's own rows are looked at. hub.govern takes their statistics away, which are of
-- all companies. Views give some of them another name.
create or replace view hub.plain_column with (security_barrier = true) as
with indexed as (
    select a.attname, f.attname as first, a.attnum = x.indkey[1] as is_second
    from pg_catalog.pg_index as x
    inner join pg_catalog.pg_class as t on t.oid = x.indrelid and t.relnamespace = 'canon'::pg_catalog.regnamespace
    inner join pg_catalog.pg_attribute as f on f.attrelid = t.oid and f.attnum = x.indkey[0]
    inner join pg_catalog.pg_attribute as a on a.attrelid = t.oid and a.attnum = any (x.indkey)
    where exists (select from pg_catalog.pg_attribute as c where c.attrelid = t.oid and c.attname = 'company')
),
plain as (
    select i.attname as name
    from indexed as i
    group by i.attname
    having bool_and(i.first = 'company') and bool_or(i.is_second)
)
select p.name
from plain as p
union all
select v.name
from (values ('completed_on'::name, 'actual_end')) as v (name, of_table)
inner join plain as p on p.name = v.of_table;

grant select on hub.plain_column to yecai_mart;
