-- Suppliers. name is in the reader's language (hub.text).
select
    s.source,
    s.entity_key,
    s.supplier,
    hub.text(s.names, s.name) as name,
    s.names,
    s.counterparty_company,
    s.country,
    s.active,
    s.bank_changed_on,
    s.mapping_status,
    s.mapping_detail,
    s.source_tx,
    s.source_committed_at,
    s.applied_at
from canon.supplier as s
