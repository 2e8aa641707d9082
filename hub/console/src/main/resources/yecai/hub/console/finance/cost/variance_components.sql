select
    v.company, v.production_order, v.material, v.component_kind, v.component, v.completed_on, v.standard_amount,
    v.actual_amount, v.usage_variance, v.price_variance, v.total_variance, v.functional_currency, v.source,
    v.production_order_key
from finance.cost_variance as v
where not v.is_estimate
    and (:company is null or v.company = :company)
    and (:month is null or to_char(v.completed_on, 'YYYY-MM') = :month)
    and (:material is null or v.material = :material)
order by abs(v.total_variance) desc nulls last, v.production_order, v.component_no
