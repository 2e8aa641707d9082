-- Payment terms. name is in the reader's language (hub.text).
select
    t.source,
    t.entity_key,
    t.payment_term,
    hub.text(t.names, t.name) as name,
    t.names,
    t.days,
    t.terms,
    t.mapping_status,
    t.mapping_detail,
    t.source_tx,
    t.source_committed_at,
    t.applied_at
from canon.payment_term as t
