-- the mirror tables of a source, or the one of a name, one row for each column that the ERP has, too
select t.source_schema, t.source_table, t.mirror_table, t.key_columns,
    a.attname as column_name, pg_catalog.format_type(a.atttypid, a.atttypmod) as column_type
from hub.source_table as t
inner join pg_catalog.pg_attribute as a
    on a.attrelid = to_regclass(format('%I.%I', :schema::text, t.mirror_table)) and a.attnum > 0
    and not a.attisdropped and a.attname <> '_tx'
where t.source = :source and (:only::text is null or t.mirror_table = :only)
order by t.source_schema, t.source_table, a.attnum
