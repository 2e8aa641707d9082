select
    o.company, o.plant, o.production_order, o.status, o.material, coalesce(n.name, o.material_name) as material_name, o.planned_quantity, o.completed_quantity,
    o.scrapped_quantity, o.unit, o.material_cost, o.labor_cost, o.machine_cost, o.overhead_cost, o.subcontract_cost,
    o.total_cost, o.unit_cost, o.wip, o.standard_cost, o.variance, o.functional_currency, o.is_estimate
from finance.production_order_cost as o
left join lateral (
    select min(m.name) as name from finance.material as m where m.source = o.source and m.material = o.material
) as n on true
where o.source = :source and o.entity_key = :entity_key
