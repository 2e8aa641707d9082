insert into hub.source_vitals as v (
    source, noted_at, lag_bytes, log_kept_bytes, log_left_bytes, log_hours_left, transactions_per_second, events_per_second
)
values (:source, clock_timestamp(), :behind, :kept, :left, :hours, :transactions, :events)
on conflict (source) do update set
    noted_at = excluded.noted_at,
    lag_bytes = excluded.lag_bytes,
    log_kept_bytes = excluded.log_kept_bytes,
    log_left_bytes = excluded.log_left_bytes,
    log_hours_left = excluded.log_hours_left,
    transactions_per_second = excluded.transactions_per_second,
    events_per_second = excluded.events_per_second
