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

-- Every view of the published schemas that a principal may read, with comments in both languages. What was recorded of a view, as
-- hub.api_dataset takes it, is not found anew: of the others alone it is asked what they are made of.
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
    with readable as materialized (
        select c.oid, n.nspname, c.relname, d.currency
        from pg_namespace as n
        inner join pg_class as c on c.relnamespace = n.oid and c.relkind = 'v'
        left join hub.dataset as d
            on d.view_oid = c.oid
            and d.schema_name = n.nspname
            and d.view_name = c.relname
            and cardinality(d.column_names) = c.relnatts
        where n.nspname in ('finance', 'production', 'reporting')
            and has_schema_privilege(api_datasets.principal::name, n.oid, 'usage')
            and has_table_privilege(api_datasets.principal::name, c.oid, 'select')
    )
    select
        r.nspname::text,
        r.relname::text,
        coalesce(r.currency, k.currency),
        a.column_names,
        a.column_types,
        a.column_modifiers,
        coalesce(v.description, ''),
        a.column_comments
    from readable as r
    cross join lateral (
        select
            array_agg(c.attname::text order by c.attnum) as column_names,
            array_agg(format_type(c.atttypid, null) order by c.attnum) as column_types,
            array_agg(case when c.atttypid = 'numeric'::regtype then c.atttypmod else -1 end order by c.attnum)
                as column_modifiers,
            array_agg(coalesce(m.description, '') order by c.attnum) as column_comments
        from pg_attribute as c
        left join pg_description as m
            on m.objoid = c.attrelid and m.classoid = 'pg_class'::regclass and m.objsubid = c.attnum
        where c.attrelid = r.oid and c.attnum > 0 and not c.attisdropped
    ) as a
    left join pg_description as v on v.objoid = r.oid and v.classoid = 'pg_class'::regclass and v.objsubid = 0
    left join hub.dataset_currency(array(select x.oid from readable as x where x.currency is null)) as k on k.view_oid = r.oid
    order by r.nspname collate "C", r.relname collate "C";
end
$$;

revoke execute on function hub.api_dataset, hub.api_datasets from public;
grant execute on function hub.api_dataset, hub.api_datasets to yecai_api;
