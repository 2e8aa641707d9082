select coalesce(e.entity_key, a.entity_key, '') as key, e.here is not null as is_expected, a.here is not null as is_present,
    %4$s as columns
from (%2$s) as e
full join (%3$s) as a on a.entity_key = e.entity_key
where e.here is null or a.here is null or %1$s
order by 1
limit %5$d
