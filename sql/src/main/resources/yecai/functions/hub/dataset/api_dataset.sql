set local role yecai_access;

-- One governed view as a principal may read it: no row if it may not. The currency is null for views that are not the
-- hub's, or were changed since: about them only the whole catalogue tells.
create or replace function hub.api_dataset(principal text, wanted_schema text, wanted_view text)
returns table (
    schema_name text, view_name text, currency text, column_names text[], column_types text[], column_modifiers integer[]
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select n.nspname::text, c.relname::text, d.currency, d.column_names, d.column_types, d.column_modifiers
    from pg_namespace as n
    inner join pg_class as c on c.relnamespace = n.oid and c.relname = api_dataset.wanted_view and c.relkind = 'v'
    left join hub.dataset as d
        on d.view_oid = c.oid
        and d.schema_name = n.nspname
        and d.view_name = c.relname
        and cardinality(d.column_names) = c.relnatts
    where n.nspname = api_dataset.wanted_schema
        and n.nspname in ('finance', 'production', 'reporting')
        and has_schema_privilege(api_dataset.principal::name, n.oid, 'usage')
        and has_table_privilege(api_dataset.principal::name, c.oid, 'select');
end
$$;

-- Every view of the published schemas that a principal may read, as it is now, with comments in both languages.
create or replace function hub.api_datasets(principal text)
returns table (
    schema_name text,
    view_name text,
    currency text,
    column_names text[],
    column_types text[],
    column_modifiers integer[],
    view_comment text,
    column_comments text[]
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    return query
    select
        c.schema_name,
        c.view_name,
        c.currency,
        c.column_names,
        c.column_types,
        c.column_modifiers,
        coalesce(obj_description(c.view_oid, 'pg_class'), ''),
        array(
            select coalesce(col_description(c.view_oid, a.attnum), '')
            from pg_attribute as a
            where a.attrelid = c.view_oid and a.attnum > 0 and not a.attisdropped
            order by a.attnum
        )
    from hub.catalogue as c
    where has_schema_privilege(api_datasets.principal::name, c.schema_name, 'usage')
        and has_table_privilege(api_datasets.principal::name, c.view_oid, 'select')
    order by c.schema_name collate "C", c.view_name collate "C";
end
$$;

revoke execute on function hub.api_dataset, hub.api_datasets from public;
grant execute on function hub.api_dataset, hub.api_datasets to yecai_api;
