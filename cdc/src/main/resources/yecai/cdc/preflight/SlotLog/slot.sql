-- What the server says of a slot. :most is how much of its log the hub lets it keep, or null. The growth is that since the
-- server's statistics were reset: one look cannot measure another.
with slot as (
    select coalesce(pg_wal_lsn_diff(l.written, s.restart_lsn), 0)::bigint as kept_bytes,
        coalesce(pg_wal_lsn_diff(l.written, s.confirmed_flush_lsn), 0)::bigint as behind_bytes, s.safe_wal_size, s.wal_status,
        pg_wal_lsn_diff(l.written, '0/0')::bigint as written_bytes
    from pg_catalog.pg_replication_slots as s
    cross join (
        select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() else pg_current_wal_lsn() end
    ) as l(written)
    where s.slot_name = :slot
)
select s.kept_bytes, s.behind_bytes, least(s.safe_wal_size, :most::bigint - s.kept_bytes) as left_bytes, s.wal_status, s.written_bytes,
    (select w.wal_bytes / greatest(extract(epoch from clock_timestamp() - w.stats_reset), 1) from pg_catalog.pg_stat_wal as w)::float8
        as bytes_per_second
from slot as s
