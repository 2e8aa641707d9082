-- Customers. name is in the reader's language (hub.text).
select
    c.source,
    c.entity_key,
    c.customer,
    hub.text(c.names, c.name) as name,
    c.names,
    c.counterparty_company,
    c.customer_group,
    c.country,
    c.active,
    c.mapping_status,
    c.mapping_detail,
    c.source_tx,
    c.source_committed_at,
    c.applied_at
from canon.customer as c
