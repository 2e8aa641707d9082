-- Keeps what the newest orders that are due (hub.order_due) cost and why: source, and how many orders at most. Answers how many were taken from those
-- that are due. Run by the session that writes the source, so that nothing an order is made of changes until it commits.
with due as materialized (
    delete from hub.order_due as d
    where d.ctid = any (array(
        select q.ctid
        from hub.order_due as q
        where q.source = ?
        order by q.actual_end desc nulls last
        limit ?
    ))
    returning d.source, d.production_order
),
kept as (
    insert into canon.order_costed (source, production_order, company, plant, actual_end, inputs, variances, flows)
    select
        o.source,
        o.entity_key,
        o.company,
        o.plant,
        o.actual_end,
        array(
            select 'm:' || m.material from unnest(i.materials) as m (material)
            union all
            select 'c:' || c.cost_center from unnest(i.cost_centers) as c (cost_center)
        ),
        case when w.is_own then array(
            select
                row(
                    v.component_no, v.component_kind, v.component, v.cost_center, v.unit, v.standard_quantity, v.standard_price,
                    v.standard_amount, v.actual_quantity, v.actual_price, v.actual_amount, v.usage_variance, v.price_variance,
                    v.efficiency_variance, v.rate_variance, v.other_variance, v.total, v.is_substitute, v.standard_version, v.standard_basis
                )::canon.order_variance_line
            from :variance_line as v
            where v.source = o.source and v.production_order = o.entity_key
        ) end,
        case when w.is_own then array(
            select row(f.direction, f.element, f.component, f.quantity, f.amount)::canon.order_flow_line
            from :flow_line as f
            where f.source = o.source and f.production_order = o.entity_key
        ) end
    from due as d
    cross join lateral (
        select p.source, p.entity_key, p.company, p.plant, p.material, p.actual_end
        from canon.production_order as p
        where p.source = d.source and p.entity_key = d.production_order and p.status in ('completed', 'closed')
        limit 1
    ) as o
    cross join lateral (
        select
            array_remove(array_agg(distinct e.material) || array[o.material], null) as materials,
            array_remove(array_agg(distinct e.cost_center), null) as cost_centers,
            coalesce(bool_and(e.company is not distinct from o.company), true) as is_of_company,
            coalesce(bool_or(e.entry_kind = 'reversal' and e.reverses is not null), false) as has_reversals
        from canon.cost_entry as e
        where e.source = o.source and e.production_order = o.entity_key
    ) as i
    -- a reader of one company works out an order from what he sees, so all of it has to be of its company; and a change of what an entry
    -- reverses is known by its order, so that has to be the same
    cross join lateral (
        select
            i.is_of_company
            and not (i.has_reversals and exists (
                select from canon.cost_entry as e
                where
                    e.source = o.source
                    and e.production_order = o.entity_key
                    and e.entry_kind = 'reversal'
                    and e.reverses is not null
                    and not exists (
                        select from canon.cost_entry as r
                        where r.source = e.source and r.entity_key = e.reverses and r.production_order = o.entity_key
                    )
            ))
            and not exists (
                select from canon.standard_cost as s
                where s.source = o.source and s.production_order = o.entity_key and s.company is distinct from o.company
            )
            and not exists (
                select from canon.standard_cost as s
                where
                    s.source = o.source
                    and s.material = any (i.materials)
                    and s.plant = o.plant
                    and s.production_order is null
                    and s.company is distinct from o.company
            ) as is_own
        offset 0
    ) as w
    on conflict (production_order, source) do update
    set company = excluded.company, plant = excluded.plant, actual_end = excluded.actual_end, inputs = excluded.inputs,
        variances = excluded.variances, flows = excluded.flows
)
select count(*) from due
