-- What went into each production order and what came out of it, one row per order, direction, element and component, reversals off.
-- direction: 'in' are the debits, by element, of material by component; 'out' is the good output, 'by_product' what came off by material, both
-- positive; 'scrap' is what was written off. finance.cost_rollup follows components through the orders that made them.
select
    o.source,
    o.company,
    o.plant,
    o.document_no as production_order,
    o.material,
    o.status,
    o.actual_end as completed_on,
    o.functional_currency,
    f.direction,
    f.element,
    f.component,
    f.quantity,
    f.amount,
    o.entity_key as production_order_key
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
