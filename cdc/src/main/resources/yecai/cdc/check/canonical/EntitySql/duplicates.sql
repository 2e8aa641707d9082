select coalesce(e.entity_key, '') as key, count(*) as times, count(*) over () as total
from (%1$s) as e
group by e.entity_key
having count(*) > 1
order by e.entity_key
limit %2$d
