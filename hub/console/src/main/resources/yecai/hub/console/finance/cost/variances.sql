select
    v.component_kind, count(*) as components, sum(v.usage_variance) as usage_variance, sum(v.price_variance) as price_variance,
    sum(v.efficiency_variance) as efficiency_variance, sum(v.rate_variance) as rate_variance,
    sum(v.other_variance) as other_variance, sum(v.total_variance) as total_variance, v.functional_currency
from finance.cost_variance as v
where not v.is_estimate
    and (:company is null or v.company = :company)
    and (:month is null or to_char(v.completed_on, 'YYYY-MM') = :month)
    and (:material is null or v.material = :material)
group by v.component_kind, v.functional_currency
order by v.functional_currency, abs(sum(v.total_variance)) desc nulls last
