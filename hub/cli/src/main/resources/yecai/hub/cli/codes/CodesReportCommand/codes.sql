-- How many codes of each source and kind there are that are looked up, and how many documents lack one.
select
    x.source,
    x.kind,
    case
        when a.kind is null then '-'
        when a.on_missing = 'identity' then a.on_collision
        else a.on_missing || ', ' || a.on_collision
    end as rule,
    sum(x.mapped)::bigint as mapped,
    sum(x.assigned)::bigint as assigned,
    sum(x.qualified)::bigint as qualified,
    sum(x.parked)::bigint as parked,
    sum(x.documents)::bigint as documents
from (
    select a.source, a.kind, 0 as mapped, 0 as assigned, 0 as qualified, 0 as parked, 0 as documents
    from hub.applied_kind as a
    union all
    select
        c.source, c.kind,
        count(distinct c.source_code) filter (where c.origin = 'mapped'),
        count(distinct c.source_code) filter (where c.origin = 'assigned'),
        count(distinct c.source_code) filter (where c.origin = 'qualified'),
        0, 0
    from hub.applied_code as c
    group by c.source, c.kind
    union all
    select p.source, p.missing_kind, 0, 0, 0, count(distinct p.missing_code), count(*)
    from hub.parked as p
    where p.missing_kind is not null
    group by p.source, p.missing_kind
) as x
left join hub.applied_kind as a on a.source = x.source and a.kind = x.kind
group by x.source, x.kind, a.kind, a.on_missing, a.on_collision
order by x.source, x.kind
