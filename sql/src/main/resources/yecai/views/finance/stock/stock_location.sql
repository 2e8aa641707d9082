-- Places where stock lies, inside and outside the books.
select
    l.source,
    l.entity_key,
    l.company,
    l.plant,
    l.location,
    l.location_kind,
    l.owner,
    l.in_books,
    l.mapping_status,
    l.mapping_detail,
    l.source_tx,
    l.source_committed_at,
    l.applied_at
from canon.stock_location as l
