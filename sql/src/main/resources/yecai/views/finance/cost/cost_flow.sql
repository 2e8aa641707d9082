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
left join lateral (
    select c.flows
    from canon.order_costed as c
    where c.source = o.source and c.production_order = o.entity_key
    -- looked up order by order, whatever the planner thinks of it
    limit 1
) as k on true
cross join lateral (
    select u.direction, u.element, u.component, u.quantity, u.amount
    from unnest(k.flows) as u
    union all
    select w.direction, w.element, w.component, w.quantity, w.amount
    from shared.flow_line as w
    where k.flows is null and w.source = o.source and w.production_order = o.entity_key
) as f
