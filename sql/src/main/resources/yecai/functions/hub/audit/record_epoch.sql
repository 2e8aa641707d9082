set local role yecai_access;

-- That a source goes on elsewhere than where it was: with a new slot, or on the log of a server that was promoted.
create or replace function hub.record_epoch(
    source text, epoch integer, from_position pg_lsn, to_position pg_lsn, timeline integer, reason text, requested_by text
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    insert into hub.audit (action, subject, detail)
    values ('epoch', left(source, 100), jsonb_build_object(
        'epoch', epoch, 'from_position', from_position, 'to_position', to_position, 'timeline', timeline,
        'reason', left(reason, 1000), 'requested_by', left(requested_by, 200)));
end
$$;

revoke execute on function hub.record_epoch from public;
grant execute on function hub.record_epoch to yecai_capture;
