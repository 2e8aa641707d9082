-- How many companies the group has: the other half of "2 of 50 companies". Owned by the role that sees every company.

set local role yecai_mart_all;

create or replace function hub.company_count() returns bigint
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select count(distinct c.company) from canon.company as c
$$;

revoke execute on function hub.company_count from public;
grant execute on function hub.company_count to yecai_api;
