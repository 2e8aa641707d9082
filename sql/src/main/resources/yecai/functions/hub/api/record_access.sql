set local role yecai_access;

-- Entries as an array of objects with the columns' names.
create or replace function hub.record_access(entries jsonb) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    last hub.data_access_batch;
    next hub.data_access_batch;
    added bigint;
    hashes bytea;
begin
    lock table hub.data_access_gate in exclusive mode;
    select * into last from hub.data_access_batch as b order by b.batch desc limit 1;
    with named as materialized (
        select
            row(
                coalesce(last.last_entry, 0) + e.number,
                coalesce(last.batch, 0) + 1,
                e.happened_at,
                e.principal,
                e.credential,
                e.correlation,
                e.action,
                e.dataset,
                e.request,
                e.outcome,
                e.returned_rows,
                ''::bytea
            )::hub.data_access as entry
        from rows from (jsonb_to_recordset(entries) as (
            happened_at timestamptz, principal text, credential text, correlation text, action text, dataset text,
            request text, outcome text, returned_rows bigint
        )) with ordinality as e (
            happened_at, principal, credential, correlation, action, dataset, request, outcome, returned_rows, number
        )
    ),
    hashed as materialized (
        select n.entry, hub.data_access_hash(n.entry) as hash
        from named as n
    ),
    written as (
        insert into hub.data_access (
            entry, batch, happened_at, principal, credential, correlation, action, dataset, request, outcome,
            returned_rows, hash
        )
        select
            (h.entry).entry,
            (h.entry).batch,
            (h.entry).happened_at,
            (h.entry).principal,
            (h.entry).credential,
            (h.entry).correlation,
            (h.entry).action,
            (h.entry).dataset,
            (h.entry).request,
            (h.entry).outcome,
            (h.entry).returned_rows,
            h.hash
        from hashed as h
    )
    select string_agg(h.hash, ''::bytea order by (h.entry).entry), count(*)
    into hashes, added
    from hashed as h;
    if added = 0 then
        return;
    end if;
    next.batch := coalesce(last.batch, 0) + 1;
    next.first_entry := coalesce(last.last_entry, 0) + 1;
    next.last_entry := coalesce(last.last_entry, 0) + added;
    next.recorded_at := clock_timestamp();
    next.prev_hash := coalesce(last.hash, '\x00');
    next.hash := hub.data_access_batch_hash(next, hashes);
    insert into hub.data_access_batch select (next).*;
end
$$;

revoke execute on function hub.record_access from public;
grant execute on function hub.record_access to yecai_api;
