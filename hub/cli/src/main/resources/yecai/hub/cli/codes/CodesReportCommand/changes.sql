-- Changes that are not in all rows yet.
select
    c.source, c.kind, c.source_code as code,
    case
        when c.problem is not null then 'cannot be done'
        when c.adopted_at is null then 'waits for the capture'
        when c.planned_at is null then 'documents are being found'
        else 'documents are being derived'
    end as state,
    (select count(*) from hub.code_key as k where k.source = c.source) as keys,
    c.problem
from hub.code_change as c
where c.done_at is null
order by c.change_no
limit 100
