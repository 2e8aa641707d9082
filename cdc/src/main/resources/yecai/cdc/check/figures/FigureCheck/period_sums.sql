-- The sums of costs by order and month, and of stock movements by place, material and month, against the rows. Only what differs is given, and
-- one row that does not, so that it is seen that something was compared.
with cost as (
    select e.company, coalesce(e.production_order, '') as object, hub.sum_period(e.posting_date) as period, e.amount_functional as amount
    from canon.cost_entry as e
    where e.source = :source
),
stock as (
    select
        m.company, concat_ws(' ', g.location, g.owner, m.material) as object, hub.sum_period(m.posting_date) as period,
        g.direction * coalesce(m.base_quantity, 0) as quantity, g.direction * coalesce(m.amount_functional, 0) as amount
    from canon.stock_movement as m
    cross join lateral (
        values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)
    ) as g (direction, location, owner)
    where m.source = :source and g.owner is not null
),
compared as (
    select 'wip_period' as sums, x.company, x.period, x.object, sum(x.kept) as kept, sum(x.rows) as rows
    from (
        select w.company, w.period, w.production_order as object, w.amount as kept, 0 as rows
        from canon.wip_period as w
        where w.source = :source
        union all
        select c.company, c.period, c.object, 0, coalesce(c.amount, 0) from cost as c
    ) as x
    group by x.company, x.period, x.object
    union all
    select y.sums, x.company, x.period, x.object, sum(y.kept), sum(y.rows)
    from (
        select
            w.company, w.period, concat_ws(' ', nullif(w.location, ''), w.owner, nullif(w.material, '')) as object, w.quantity as kept_quantity,
            w.amount as kept_amount, 0 as quantity, 0 as amount
        from canon.stock_period as w
        where w.source = :source
        union all
        select s.company, s.period, s.object, 0, 0, s.quantity, s.amount from stock as s
    ) as x
    cross join lateral (
        values ('stock_period quantity', x.kept_quantity, x.quantity), ('stock_period amount', x.kept_amount, x.amount)
    ) as y (sums, kept, rows)
    group by y.sums, x.company, x.period, x.object
)
select c.sums, c.company, c.period, c.object, c.kept, c.rows
from compared as c
where c.kept <> c.rows
union all
(select c.sums, c.company, c.period, c.object, c.kept, c.rows from compared as c where c.kept = c.rows limit 1)
order by 1, 2, 3, 4
