-- The text that is hashed. Timestamps as microseconds since 1970, so that no session setting changes the hash.
create or replace function hub.audit_hash(entry hub.audit) returns bytea
language sql immutable
set search_path = pg_catalog, pg_temp
return sha256(
    entry.prev_hash || convert_to(
        jsonb_build_array(
            entry.audit,
            (extract(epoch from entry.happened_at) * 1000000)::bigint,
            entry.actor,
            entry.action,
            entry.subject,
            entry.detail
        )::text,
        'UTF8'
    )
);

grant execute on function hub.audit_hash to yecai_access, yecai_dba;
