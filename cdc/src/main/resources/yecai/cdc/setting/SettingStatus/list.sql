select
    r.source,
    r.name,
    nullif(a.company, '') as company,
    a.value,
    r.default_value,
    coalesce(array_to_string(r.allowed, ', '), r.value_type) as allowed,
    s.set_by,
    s.reason
from hub.source_setting_rule as r
left join hub.applied_setting as a on a.source = r.source and a.name = r.name
left join hub.source_setting as s on s.source = a.source and s.name = a.name and s.company = a.company
where r.source = :source
order by r.name, a.company
