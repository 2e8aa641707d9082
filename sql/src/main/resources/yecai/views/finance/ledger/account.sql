-- The chart of accounts of each company. name is in the reader's language (hub.text).
select
    a.source,
    a.entity_key,
    a.company,
    a.account,
    hub.text(a.names, a.name) as name,
    a.names,
    a.account_kind,
    a.control_kind,
    a.active,
    a.mapping_status,
    a.mapping_detail,
    a.source_tx,
    a.source_committed_at,
    a.applied_at
from canon.account as a
