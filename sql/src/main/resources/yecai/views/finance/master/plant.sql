-- Plants and warehouses. name is in the reader's language (hub.text).
select
    p.source,
    p.entity_key,
    p.company,
    p.plant,
    hub.text(p.names, p.name) as name,
    p.names,
    p.mapping_status,
    p.mapping_detail,
    p.source_tx,
    p.source_committed_at,
    p.applied_at
from canon.plant as p
