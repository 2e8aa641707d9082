select company, production_order, planned_cost as estimate, total_cost as so_far
from finance.production_order_cost
where is_estimate and status <> 'cancelled'
order by 1, 2
