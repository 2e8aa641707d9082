set local role yecai_access;

-- The capture's only way into the audit: that it made rows of a mirror table what the ERP has, other than by following the log.
create or replace function hub.record_repair(
    source text, source_table text, at_position pg_lsn, requested_by text, changed bigint, missing bigint, extra bigint
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.audit (action, subject, detail)
    values ('repair', left(source, 100) || ' ' || left(source_table, 200), jsonb_build_object(
        'position', at_position, 'requested_by', left(requested_by, 200), 'changed', changed, 'missing', missing, 'extra', extra));
end
$$;

revoke execute on function hub.record_repair from public;
grant execute on function hub.record_repair to yecai_capture;
