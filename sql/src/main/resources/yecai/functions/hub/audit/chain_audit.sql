-- Numbers the entry and chains it to the one before. The lock makes writers wait for each other; a writer whose
-- snapshot is too old to see the last entry fails on the unique prev_hash instead of forking the chain.
create or replace function hub.chain_audit() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    last hub.audit;
begin
    perform hub.lock_audit();
    select * into last from hub.audit order by audit desc limit 1;
    new.audit := coalesce(last.audit, 0) + 1;
    new.happened_at := clock_timestamp();
    -- the API writes for the principal that it has taken on
    new.actor := case
        when session_user = 'yecai_api' and current_setting('role') <> 'none' then current_setting('role') || ' by yecai_api'
        else session_user
    end;
    new.prev_hash := coalesce(last.hash, '\x00');
    new.hash := hub.audit_hash(new);
    return new;
end
$$;

grant execute on function hub.chain_audit to yecai_access;
