set local role yecai_access;

-- Whether the server is below the security floor (an operator may insist on it, with a warning): there a session may continue
-- with the plans of before a revoke, so a revoke ends all of the principal's sessions and not only those that hold an older
-- snapshot. The floor is that of lint 19 and of the program.
create or replace function hub.server_keeps_plans() returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select v.number not between 150019 and 159999
        and v.number not between 160015 and 169999
        and v.number not between 170011 and 179999
        and v.number < 180006
    from (select current_setting('server_version_num')::integer as number) as v
$$;

revoke execute on function hub.server_keeps_plans from public;
