set local role yecai_mart;

-- Takes a reader role's last rights away, so that it can be dropped.
create or replace function hub.clear_reader_role(role text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('revoke usage on schema finance, production, reporting from %I', role);
    execute format('revoke execute on function hub.text from %I', role);
end
$$;

revoke execute on function hub.clear_reader_role from public;
grant execute on function hub.clear_reader_role to yecai_access;
