-- A rule of requests and reviews, such as how long a request may last: a setting of the hub.

set local role yecai_access;

create or replace function hub.rule(name text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.value from hub.setting as s where s.name = rule.name
$$;

revoke execute on function hub.rule from public;
