select e.mapping, coalesce(e.entity_key, '') as key
from (%1$s) as e
where not coalesce(e.entity_key = e.stem or starts_with(e.entity_key, e.stem || ':'), false)
order by 2
limit %2$d
