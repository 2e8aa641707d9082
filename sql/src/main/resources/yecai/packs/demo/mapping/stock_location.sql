-- A place without a plant is outside the books.
select
    l.code as derive_key,
    l.code as entity_key,
    p.company,
    l.plant,
    l.code as location,
    l.kind as location_kind,
    l.owner,
    l.plant is not null as in_books
from storage_locations as l
left join plants as p on p.code = l.plant
