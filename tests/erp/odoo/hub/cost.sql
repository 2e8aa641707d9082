select
    company,
    production_order,
    material_cost as material,
    machine_cost as machine,
    subcontract_cost as subcontract,
    by_product,
    completed_quantity as good
from finance.production_order_cost
where status = 'completed'
order by 1, 2
