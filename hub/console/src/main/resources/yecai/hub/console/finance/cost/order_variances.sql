select
    v.component_kind, v.component, v.cost_center, v.standard_quantity, v.actual_quantity, v.unit, v.standard_amount,
    v.actual_amount, v.usage_variance, v.price_variance, v.efficiency_variance, v.rate_variance, v.other_variance,
    v.total_variance, v.functional_currency, v.is_estimate
from finance.cost_variance as v
where v.source = :source and v.production_order_key = :entity_key
order by v.component_no, v.component_kind, v.component
