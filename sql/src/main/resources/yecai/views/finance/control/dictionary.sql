-- What each view and function that the reader may use means, and each view's columns: the comments of the catalogue, which begin
-- with English. Position 0 is the view or function itself, with how its figures come about and a statement to try. Holds no business
-- data.
create or replace view finance.dictionary with (security_barrier = true) as
with shown as (
    select n.oid, n.nspname
    from pg_catalog.pg_namespace as n
    where n.nspname in ('finance', 'production', 'reporting') and has_schema_privilege(current_user, n.oid, 'usage')
),
described as (
    select
        s.nspname || '.' || c.relname as dataset,
        'view' as kind,
        coalesce(a.attnum, 0)::integer as position,
        a.attname::text as column_name,
        format_type(a.atttypid, a.atttypmod) as data_type,
        pg_catalog.col_description(c.oid, a.attnum) as text
    from shown as s
    inner join pg_catalog.pg_class as c on c.relnamespace = s.oid and c.relkind = 'v'
    inner join pg_catalog.pg_attribute as a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where has_table_privilege(current_user, c.oid, 'select')
    union all
    select s.nspname || '.' || c.relname, 'view', 0, null, null, pg_catalog.obj_description(c.oid, 'pg_class')
    from shown as s
    inner join pg_catalog.pg_class as c on c.relnamespace = s.oid and c.relkind = 'v'
    where has_table_privilege(current_user, c.oid, 'select')
    union all
    select
        s.nspname || '.' || p.proname || '(' || pg_catalog.pg_get_function_arguments(p.oid) || ')',
        'function',
        0,
        null,
        pg_catalog.pg_get_function_result(p.oid),
        pg_catalog.obj_description(p.oid, 'pg_proc')
    from shown as s
    inner join pg_catalog.pg_proc as p on p.pronamespace = s.oid
    where has_function_privilege(current_user, p.oid, 'execute')
)
select
    d.dataset,
    d.position,
    d.kind,
    d.column_name,
    d.data_type,
    split_part(d.text, ' | ', 1) as meaning,
    split_part(d.text, ' | ', 2) as meaning_zh,
    e.formula,
    e.formula_zh,
    e.example
from described as d
left join hub.dataset_example as e on d.position = 0 and e.dataset = split_part(d.dataset, '(', 1);

grant select on finance.dictionary to finance_reader, production_reader, reporting_reader;
