set local role yecai_access;

-- That a source has the rows of a newer version of its pack, and which tables are captured in another way since.
create or replace function hub.record_pack_upgrade(source text, before text, after text, tables text[], requested_by text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.audit (action, subject, detail)
    values ('pack_upgrade', left(source, 100), jsonb_build_object(
        'before', left(before, 200), 'after', left(after, 200), 'tables', to_jsonb(tables[1:200]),
        'requested_by', left(requested_by, 200)));
end
$$;

revoke execute on function hub.record_pack_upgrade from public;
grant execute on function hub.record_pack_upgrade to yecai_capture;
