-- Materials and services. name is in the reader's language (hub.text).
select
    m.source,
    m.entity_key,
    m.material,
    hub.text(m.names, m.name) as name,
    m.names,
    m.material_kind,
    m.material_group,
    m.stock_account,
    m.base_unit,
    m.active,
    m.mapping_status,
    m.mapping_detail,
    m.source_tx,
    m.source_committed_at,
    m.applied_at
from canon.material as m
