with named as (
    select m.source, m.material, min(m.name) as name from finance.material as m group by m.source, m.material
)
select
    c.company, c.plant, c.material, coalesce(n.name, c.material_name) as material_name, c.month, c.orders, c.material_cost, c.labor_cost, c.machine_cost,
    c.overhead_cost, c.subcontract_cost, c.total_cost, c.functional_currency, c.material_share, c.labor_share,
    c.machine_share, c.overhead_share, c.subcontract_share, false as is_total
from finance.cost_composition as c
left join named as n on n.source = c.source and n.material = c.material
where (:month is null or c.month = :month) and (:company is null or c.company = :company)
    and (:material is null or c.material = :material)
union all
select
    null, null, null, null, null, sum(c.orders), sum(c.material_cost), sum(c.labor_cost), sum(c.machine_cost),
    sum(c.overhead_cost), sum(c.subcontract_cost), sum(c.total_cost), c.functional_currency, null, null, null, null, null, true
from finance.cost_composition as c
where (:month is null or c.month = :month) and (:company is null or c.company = :company)
    and (:material is null or c.material = :material)
group by c.functional_currency
order by is_total, total_cost desc nulls last, company, material
