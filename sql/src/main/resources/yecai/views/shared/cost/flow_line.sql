-- What went into each production order and what came out of it, reversals off (finance.cost_flow says how), worked out from its entries.
-- Asked order by order, by source and production_order; what is kept of completed orders (canon.order_costed) are these rows.
select
    o.source,
    o.entity_key as production_order,
    f.direction,
    f.element,
    f.component,
    f.quantity,
    f.amount
from canon.production_order as o
cross join lateral (
    select
        k.direction,
        e.element,
        case
            when k.direction = 'in' and e.element = 'material' then e.material
            when k.direction = 'out' then o.material
            when k.direction = 'by_product' then e.material
        end as component,
        sum(e.quantity) as quantity,
        sum(case k.direction when 'in' then 1 else -1 end * e.amount) as amount
    from shared.cost_step as e
    cross join lateral (
        select case
            when e.is_debit then 'in'
            when e.kind = 'output' then 'out'
            when e.kind = 'by_product' then 'by_product'
            when e.kind = 'abnormal_scrap' then 'scrap'
        end as direction
    ) as k
    where e.source = o.source and e.production_order = o.entity_key and k.direction is not null
    group by 1, 2, 3
) as f
