select company, production_order, component_kind, component, standard_quantity, standard_price, actual_quantity, actual_amount,
    usage_variance, price_variance
from finance.cost_variance
where status = 'completed' and component is not null and release_date < date :as_of
order by 1, 2, 3, 4
