select
    o.company, o.plant, o.production_order, o.status, o.material, o.material_name, o.planned_quantity, o.completed_quantity,
    o.scrapped_quantity, o.unit, o.material_cost, o.labor_cost, o.machine_cost, o.overhead_cost, o.subcontract_cost,
    o.total_cost, o.unit_cost, o.wip, o.standard_cost, o.variance, o.functional_currency, o.is_estimate
from finance.production_order_cost as o
where o.source = :source and o.entity_key = :entity_key
