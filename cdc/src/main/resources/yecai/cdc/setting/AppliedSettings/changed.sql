-- What mappings see and what is set, where the two differ: the images before and after.
with wanted as (
    select s.name, s.company, s.value
    from hub.source_setting as s
    where s.source = :source
    union all
    select r.name, '', r.default_value
    from hub.source_setting_rule as r
    where r.source = :source
        and r.default_value is not null
        and not exists (
            select from hub.source_setting as s where s.source = r.source and s.name = r.name and s.company = ''
        )
),
applied as (
    select a.name, a.company, a.value
    from hub.applied_setting as a
    where a.source = :source
)
(select w.name, w.company, w.value from wanted as w except select a.name, a.company, a.value from applied as a)
union all
(select a.name, a.company, a.value from applied as a except select w.name, w.company, w.value from wanted as w)
