-- The share of each cost element per company, plant, product and month. Only debits; reversals reduce the element that
-- they reverse, and what was put out, settled or scrapped does not count.
select
    g.source,
    g.company,
    g.plant,
    g.material,
    (
        select m.name
        from canon.material as m
        where m.source = g.source and m.material = g.material
        limit 1
    ) as material_name,
    g.month,
    g.functional_currency,
    g.orders,
    g.material_cost,
    g.labor_cost,
    g.machine_cost,
    g.overhead_cost,
    g.subcontract_cost,
    g.total_cost,
    g.material_cost / nullif(g.total_cost, 0) as material_share,
    g.labor_cost / nullif(g.total_cost, 0) as labor_share,
    g.machine_cost / nullif(g.total_cost, 0) as machine_share,
    g.overhead_cost / nullif(g.total_cost, 0) as overhead_share,
    g.subcontract_cost / nullif(g.total_cost, 0) as subcontract_share
from (
    select
        e.source,
        e.company,
        e.plant,
        o.material,
        coalesce(e.source_period, to_char(e.posting_date, 'YYYY-MM')) as month,
        e.functional_currency,
        count(distinct e.production_order) as orders,
        coalesce(sum(e.amount_functional) filter (where e.element = 'material'), 0) as material_cost,
        coalesce(sum(e.amount_functional) filter (where e.element = 'labor'), 0) as labor_cost,
        coalesce(sum(e.amount_functional) filter (where e.element = 'machine'), 0) as machine_cost,
        coalesce(sum(e.amount_functional) filter (where e.element = 'overhead'), 0) as overhead_cost,
        coalesce(sum(e.amount_functional) filter (where e.element = 'subcontract'), 0) as subcontract_cost,
        coalesce(sum(e.amount_functional), 0) as total_cost
    from canon.cost_entry as e
    inner join canon.production_order as o on o.source = e.source and o.entity_key = e.production_order
    left join canon.cost_entry as v
        on e.entry_kind = 'reversal' and v.source = e.source and v.entity_key = e.reverses
    where coalesce(v.entry_kind, e.entry_kind) in ('issue', 'activity', 'absorption', 'revaluation', 'reversal')
    group by e.source, e.company, e.plant, o.material, month, e.functional_currency
) as g
