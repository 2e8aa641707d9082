insert into hub.applied_setting (source, name, company, value)
select s.source, s.name, s.company, s.value
from hub.source_setting as s
where s.source = :source
union all
select r.source, r.name, '', r.default_value
from hub.source_setting_rule as r
where r.source = :source
    and r.default_value is not null
    and not exists (
        select from hub.source_setting as s where s.source = r.source and s.name = r.name and s.company = ''
    )
