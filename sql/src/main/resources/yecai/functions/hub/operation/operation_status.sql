-- What was asked of captures and how it went on. not_taken: no capture of the source ran within the time that a request waits.
create or replace view hub.operation_status with (security_barrier = true) as
select
    o.operation,
    o.source,
    o.kind,
    o.tables,
    o.mapping,
    o.derive_key,
    o.reason,
    o.requested_by,
    o.requested_at,
    case when s.is_late then 'not_taken' else o.state end as state,
    o.taken_at,
    o.progress,
    o.finished_at,
    case
        when s.is_late then jsonb_build_object(
            'problem', 'no capture of this source is running, or it is busy; see its state, and ask again')
        else o.outcome
    end as outcome
from hub.operation as o
cross join lateral (
    select o.state = 'requested' and o.take_before <= statement_timestamp() as is_late
) as s;

grant select on hub.operation_status to yecai_dba;
