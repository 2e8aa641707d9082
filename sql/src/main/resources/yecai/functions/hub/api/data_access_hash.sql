-- The text that is hashed. Timestamps as microseconds since 1970, so that no session setting changes the hash.
create or replace function hub.data_access_hash(entry hub.data_access) returns bytea
language sql immutable
set search_path = pg_catalog, pg_temp
return sha256(
    convert_to(
        jsonb_build_array(
            entry.entry,
            (extract(epoch from entry.happened_at) * 1000000)::bigint,
            entry.principal,
            entry.credential,
            entry.correlation,
            entry.action,
            entry.dataset,
            entry.request,
            entry.outcome,
            entry.returned_rows
        )::text,
        'UTF8'
    )
);

grant execute on function hub.data_access_hash to yecai_access, yecai_dba;

-- The hash of a batch, over the batch before, its own columns and the hashes of its entries.
create or replace function hub.data_access_batch_hash(batch hub.data_access_batch, hashes bytea) returns bytea
language sql immutable
set search_path = pg_catalog, pg_temp
return sha256(
    batch.prev_hash || convert_to(
        jsonb_build_array(
            batch.batch,
            batch.first_entry,
            batch.last_entry,
            (extract(epoch from batch.recorded_at) * 1000000)::bigint
        )::text,
        'UTF8'
    ) || hashes
);

grant execute on function hub.data_access_batch_hash to yecai_access, yecai_dba;
