-- Whether rows of a table that name no company are shared master data, which every reader with a scope sees: of rates, some are one
-- company's own, and the others hold for all. Everywhere else a row without a company is nobody's.
create or replace function hub.has_shared_rows(relation regclass) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select relation::text in ('canon.exchange_rate')
$$;
