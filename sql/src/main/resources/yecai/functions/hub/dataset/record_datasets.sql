-- Keeps what hub.catalogue says now; run when the views are installed.
create or replace function hub.record_datasets() returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    delete from hub.dataset;
    insert into hub.dataset (
        view_oid, schema_name, view_name, currency, column_names, column_types, column_modifiers
    )
    select
        c.view_oid, c.schema_name, c.view_name, c.currency, c.column_names, c.column_types, c.column_modifiers
    from hub.catalogue as c;
end
$$;
