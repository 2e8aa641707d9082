-- The completed quantity and the cost that the ERP stores with a production order equal its cost entries; a closed order has
-- no work in progress.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
touched as (
    select o.entity_key as production_order
    from finance.production_order_cost as o
    where o.source = (select a.source from asked as a) and o.applied_at >= (select a.since from asked as a)
    union
    select c.production_order_key
    from finance.cost_ledger as c
    where c.source = (select a.source from asked as a) and c.applied_at >= (select a.since from asked as a)
),
entry as (
    select c.production_order_key as production_order, c.entity_key, c.entry_kind, c.reverses, c.quantity
    from finance.cost_ledger as c
    where c.source = (select a.source from asked as a)
        and c.production_order_key = any (array(select t.production_order from touched as t))
),
good as (
    select e.production_order, sum(e.quantity) as quantity
    from entry as e
    left join entry as o on o.entity_key = e.reverses
    where coalesce(o.entry_kind, e.entry_kind) = 'output'
    group by e.production_order
),
proved as (
    select coalesce(o.company, '?') as company, t.production_order as what,
        o.total_cost = o.stored_cost
        and o.completed_quantity = coalesce(g.quantity, 0)
        and (o.status <> 'closed' or o.wip = 0) as holds
    from touched as t
    left join (
        select o.company, o.entity_key, o.total_cost, o.stored_cost, o.completed_quantity, o.status, o.wip
        from finance.production_order_cost as o
        where o.source = (select a.source from asked as a)
            and o.entity_key = any (array(select t.production_order from touched as t))
    ) as o on o.entity_key = t.production_order
    left join good as g on g.production_order = t.production_order
)
select x.company, count(*) as checked, count(*) filter (where x.holds is not true) as broken,
    min('production order ' || x.what) filter (where x.holds is not true) as example
from proved as x
group by x.company
