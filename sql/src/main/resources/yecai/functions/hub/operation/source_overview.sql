-- One row a source, for whoever operates the hub: how it is, how far it lags, and what needs a decision. Without business data.
create or replace view hub.source_overview with (security_barrier = true) as
select
    s.source,
    s.pack,
    s.pack_version,
    s.state,
    s.state_detail as last_error,
    s.state_since,
    s.restarts,
    s.position::text as position,
    s.position_committed_at as as_of,
    round(extract(epoch from statement_timestamp() - s.position_committed_at), 1) as lag_seconds,
    v.lag_bytes,
    v.log_kept_bytes,
    v.log_left_bytes,
    v.log_hours_left,
    v.transactions_per_second,
    v.events_per_second,
    v.noted_at,
    s.applied_transactions,
    s.applied_events,
    s.loaded_at,
    l.copied_rows as load_copied_rows,
    l.expected_rows as load_expected_rows,
    l.seconds_left as load_seconds_left,
    (select count(*) from hub.source_table as t where t.source = s.source and t.table_state = 'stopped') as stopped_tables,
    (select count(*) from hub.parked as p where p.source = s.source) as parked_documents,
    (select count(*) from hub.refusal as r where r.source = s.source) as refused_objects,
    (
        select count(*) from hub.reconciliation as r
        where r.source = s.source
            and r.repaired_at is null
            and (r.problem is not null or r.changed_rows + r.missing_rows + r.extra_rows > 0)
    ) as differing_tables,
    h.application as captured_by,
    h.address as captured_from,
    round(extract(epoch from statement_timestamp() - h.renewed_at), 1) as silent_seconds,
    coalesce(h.renewed_at > statement_timestamp() - interval '10 seconds', false) as is_captured,
    (
        select b.application from hub.hold as b
        where b.source = s.source and b.purpose = 'standby' and b.renewed_at > statement_timestamp() - interval '10 seconds'
    ) as standby
from hub.source as s
left join hub.source_vitals as v on v.source = s.source
left join hub.load_progress as l on l.source = s.source and s.state = 'loading'
left join hub.hold as h on h.source = s.source and h.purpose = 'lead' and h.process is not null;

grant select on hub.source_overview to yecai_dba;
