-- Currencies and the decimal places that amounts in them have. name is in the reader's language (hub.text).
select
    c.source,
    c.entity_key,
    c.currency,
    hub.text(c.names, c.name) as name,
    c.names,
    c.decimals,
    c.mapping_status,
    c.mapping_detail,
    c.source_tx,
    c.source_committed_at,
    c.applied_at
from canon.currency as c
