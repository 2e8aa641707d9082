-- Units of measure; factor says how many of the category's reference unit one is. name is in the reader's language (hub.text).
select
    u.source,
    u.entity_key,
    u.unit,
    hub.text(u.names, u.name) as name,
    u.names,
    u.category,
    u.factor,
    u.decimals,
    u.mapping_status,
    u.mapping_detail,
    u.source_tx,
    u.source_committed_at,
    u.applied_at
from canon.unit_of_measure as u
