-- The share of each cost element per company, plant, product and month. Only debits; reversals reduce the element that
-- they reverse, through a chain of reversals too; what was put out, settled or scrapped does not count, nor does a reversal of
-- nothing that is known. Shares have six decimals; the last ones are given so that all elements make 1 (largest remainder).
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
    s.material_share,
    s.labor_share,
    s.machine_share,
    s.overhead_share,
    s.subcontract_share
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
    where case
        when e.entry_kind <> 'reversal' then e.entry_kind
        else (
            -- the kind at the root of the chain, at most ten links away
            with recursive link as (
                select v.entry_kind, v.reverses, 1 as depth
                from canon.cost_entry as v
                where v.source = e.source and v.entity_key = e.reverses
                union all
                select v.entry_kind, v.reverses, l.depth + 1
                from link as l
                inner join canon.cost_entry as v on v.source = e.source and v.entity_key = l.reverses
                where l.entry_kind = 'reversal' and l.depth < 10
            )
            select l.entry_kind from link as l where l.entry_kind <> 'reversal'
        )
    end in ('issue', 'activity', 'absorption', 'revaluation')
    group by e.source, e.company, e.plant, o.material, month, e.functional_currency
) as g
cross join lateral (
    select
        max(p.share) filter (where p.element = 'material') as material_share,
        max(p.share) filter (where p.element = 'labor') as labor_share,
        max(p.share) filter (where p.element = 'machine') as machine_share,
        max(p.share) filter (where p.element = 'overhead') as overhead_share,
        max(p.share) filter (where p.element = 'subcontract') as subcontract_share
    from (
        select
            v.element,
            round((
                floor(u.millionths) + case
                    when row_number() over (order by u.millionths - floor(u.millionths) desc, v.place)
                        <= 1000000 - sum(floor(u.millionths)) over ()
                        then 1
                    else 0
                end
            ) / 1000000, 6) as share
        from (
            values
                (1, 'material', g.material_cost),
                (2, 'labor', g.labor_cost),
                (3, 'machine', g.machine_cost),
                (4, 'overhead', g.overhead_cost),
                (5, 'subcontract', g.subcontract_cost),
                (
                    6,
                    'other',
                    g.total_cost - g.material_cost - g.labor_cost - g.machine_cost - g.overhead_cost - g.subcontract_cost
                )
        ) as v (place, element, cost)
        cross join lateral (select v.cost * 1000000 / nullif(g.total_cost, 0) as millionths) as u
    ) as p
) as s
