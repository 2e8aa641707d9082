-- Whether a table or view has a column of that name.
create or replace function hub.has_column(relation oid, name text) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from pg_attribute as a
        where a.attrelid = relation and a.attname = has_column.name and a.attnum > 0 and not a.attisdropped
    )
$$;

-- The day of a row e that decides which code it has, as SQL: its posting or else its document date; of a balance the first day
-- of its period; of a rate the day from which it holds. What has none of these has the codes that hold in the end.
create or replace function hub.code_day_sql(relation oid) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select 'coalesce(' || concat_ws(
        ', ',
        case when hub.has_column(relation, 'posting_date') then 'e.posting_date' end,
        case when hub.has_column(relation, 'document_date') then 'e.document_date' end,
        case when hub.has_column(relation, 'allocation_date') then 'e.allocation_date' end,
        case
            when hub.has_column(relation, 'from_currency') and hub.has_column(relation, 'valid_from') then 'e.valid_from'
        end,
        case
            when hub.has_column(relation, 'period') and not hub.has_column(relation, 'start_date')
                then 'case when e.period ~ ''^[0-9]{4}-(0[1-9]|1[0-2])$'' then (e.period || ''-01'')::date end'
        end,
        'date ''9999-12-31''') || ')'
$$;

revoke execute on function hub.has_column, hub.code_day_sql from public;
grant execute on function hub.has_column, hub.code_day_sql to yecai_capture, yecai_mart_all;
