with named as (
    select m.source, m.material, min(m.name) as name from finance.material as m group by m.source, m.material
)
select
    o.company, o.plant, o.production_order, o.status, o.material, coalesce(n.name, o.material_name) as material_name, o.actual_end, o.completed_quantity, o.unit,
    o.total_cost, o.unit_cost, o.standard_cost, o.variance, o.wip, o.functional_currency, o.is_estimate, o.source, o.entity_key
from finance.production_order_cost as o
left join named as n on n.source = o.source and n.material = o.material
where (:company is null or o.company = :company)
    and (:material is null or o.material = :material)
    and (:month is null or to_char(o.actual_end, 'YYYY-MM') = :month)
order by abs(o.variance) desc nulls last, o.company, o.production_order
