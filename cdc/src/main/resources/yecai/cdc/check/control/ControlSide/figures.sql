-- What a control query gives, by company, period and currency. It is put in on lines of its own, for it may end in a comment.
select coalesce(g.company, '') as company, coalesce(g.period, '') as period, coalesce(g.currency, '') as currency,
    count(*) filter (where g.status = 'counted') as counted_count,
    coalesce(sum(g.amount) filter (where g.status = 'counted'), 0) as counted_amount,
    count(*) filter (where g.status = 'parked') as parked_count,
    coalesce(sum(g.amount) filter (where g.status = 'parked'), 0) as parked_amount,
    count(*) filter (where g.status = 'excluded') as excluded_count,
    coalesce(sum(g.amount) filter (where g.status = 'excluded'), 0) as excluded_amount
from (
    select cast(q.company as text) as company, cast(q.period as text) as period,
        cast(q.currency as text) as currency, cast(q.amount as numeric) as amount,
        case when q.excluded then 'excluded'
            when cast(q.derive_key as text) = any (:parked) then 'parked'
            else 'counted' end as status
    from (
:query
    ) as q
) as g
group by 1, 2, 3
