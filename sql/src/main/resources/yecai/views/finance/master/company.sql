-- Companies of the group. name is in the reader's language (hub.text).
select
    c.source,
    c.entity_key,
    c.company,
    hub.text(c.names, c.name) as name,
    c.names,
    c.functional_currency,
    c.country,
    c.time_zone,
    c.recognition_event,
    c.mapping_status,
    c.mapping_detail,
    c.source_tx,
    c.source_committed_at,
    c.applied_at
from canon.company as c
