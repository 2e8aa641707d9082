-- Variances of completed production orders that are worse than finance tolerates (finance.set_cost_tolerance), one row per order, component
-- and cause: usage_above_standard, price_above_standard, substitute, hours_above_standard, rate_above_standard, rework (all that an order
-- for rework costs beyond the material itself), by_product_below_standard. percent is of the standard: of a quantity of the
-- standard quantity, of a price of what the actual quantity should have cost; null where the standard is 0, which is above every
-- percentage. Overhead follows its hours and is not counted again. The tolerance is that of the component's material group, of the product's
-- group for hours, or else of all. cost_case is the case that is not closed, or else the last one, which follows it.
select
    v.source,
    v.company,
    v.plant,
    v.production_order,
    v.order_type,
    v.material,
    v.completed_on,
    v.component_kind,
    coalesce(v.component, v.cost_center) as component,
    v.unit,
    v.functional_currency,
    p.cause,
    v.standard_quantity,
    v.actual_quantity,
    p.amount,
    p.percent,
    t.material_group as tolerance_group,
    t.usage_percent as percent_limit,
    t.amount as amount_limit,
    k.cost_case,
    k.state as case_state,
    v.production_order_key,
    v.standard_basis
from shared.order_variance as v
cross join lateral (
    select
        case
            when v.order_type = 'rework' then 'rework'
            when v.component_kind = 'by_product' then 'by_product_below_standard'
            when v.is_substitute then 'substitute'
            when w.is_quantity then case when v.component_kind in ('labor', 'machine') then 'hours_above_standard' else 'usage_above_standard' end
            when v.component_kind in ('labor', 'machine') then 'rate_above_standard'
            else 'price_above_standard'
        end as cause,
        sum(w.amount) as amount,
        case
            when v.order_type is distinct from 'rework' and not v.is_substitute
                then round(sum(w.amount) / nullif(abs(sum(w.base)), 0) * 100, 2)
        end as percent
    from (
        values
            (true, coalesce(v.usage_variance, v.efficiency_variance), v.standard_amount),
            (false, coalesce(v.price_variance, v.rate_variance), v.actual_quantity * v.standard_price),
            -- of what should not be there at all, also what has no standard price
            (true, case when v.order_type = 'rework' or v.is_substitute then v.other_variance end, null)
    ) as w (is_quantity, amount, base)
    group by 1
) as p
left join lateral (
    select m.material_group
    from canon.material as m
    where m.source = v.source and m.material = coalesce(v.component, v.material)
    limit 1
) as g on true
cross join lateral (
    select c.material_group, c.usage_percent, c.amount
    from books.tolerance_cost as c
    where c.company = v.company and c.superseded_at = 'infinity' and c.material_group in ('', coalesce(g.material_group, ''))
    order by c.material_group = ''
    limit 1
) as t
left join lateral (
    select c.cost_case, c.state
    from books.cost_case as c
    where
        c.source = v.source
        and c.production_order = v.production_order_key
        and c.component_kind = v.component_kind
        and coalesce(c.component, '') = coalesce(v.component, v.cost_center, '')
        and c.superseded_at = 'infinity'
    order by c.state = 'closed', c.recorded_at desc
    limit 1
) as k on true
where
    not v.is_estimate
    and v.component_kind in ('material', 'labor', 'machine', 'subcontract', 'by_product')
    and p.amount > 0
    and (t.usage_percent is not null or t.amount is not null)
    and p.amount > coalesce(t.amount, 0)
    and (p.percent <= t.usage_percent) is not true
