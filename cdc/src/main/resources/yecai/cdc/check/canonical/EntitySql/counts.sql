select count(*) filter (where e.here) as expected, count(*) filter (where a.here) as present,
    count(*) filter (where e.here and a.here is null) as missing,
    count(*) filter (where a.here and e.here is null) as extra,
    count(*) filter (where e.here and a.here and %1$s) as different,
    count(*) filter (where e.here and not coalesce(
        e.entity_key = e.stem or starts_with(e.entity_key, e.stem || ':'), false)) as foreign_keys
from (%2$s) as e
full join (%3$s) as a on a.entity_key = e.entity_key
