select
    company,
    production_order,
    material_cost as material,
    labor_cost as labor,
    machine_cost as machine,
    total_cost as total,
    by_product,
    completed_quantity as good
from finance.production_order_cost
where not is_estimate and status <> 'cancelled'
order by 1, 2
