-- How current each source is, for every reader. Holds no business data. as_of is the commit time in the ERP of the last
-- transaction that readers see; when the ERP is idle, the heartbeat advances it.
create or replace view finance.freshness with (security_barrier = true) as
select
    s.source,
    s.pack,
    s.pack_version,
    s.state,
    s.state_since,
    s.position_committed_at as as_of,
    s.position_applied_at as applied_at,
    clock_timestamp() - s.position_committed_at as lag,
    s.position,
    s.loaded_at,
    s.applied_transactions,
    s.applied_events
from hub.source as s;

grant select on finance.freshness to finance_reader, production_reader, reporting_reader;
