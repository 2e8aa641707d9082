-- What a production order that is under way has cost and may still cost: target_cost is what its planned quantity should cost by its standards
-- (of the day of its release), cost_so_far all debits less by-products and scrap, remaining what is left until the target, negative where it
-- is exceeded; used_percent is cost so far of the target. Null where no standard is known. material_over is what its components cost beyond the
-- standard of the planned quantity by now.
select
    o.source,
    o.company,
    o.plant,
    o.document_no as production_order,
    o.material,
    o.status,
    o.planned_quantity,
    o.completed_quantity,
    o.planned_end,
    o.functional_currency,
    t.target as target_cost,
    c.net as cost_so_far,
    t.target - c.net as remaining,
    round(c.net / nullif(t.target, 0) * 100, 2) as used_percent,
    c.net > t.target as is_exceeded,
    greatest(0, c.material - t.material) as material_over,
    t.standard_basis,
    o.entity_key
from canon.production_order as o
cross join lateral (
    select coalesce(min(y.places), 2) as places
    from shared.currency_places as y
    where y.source = o.source and y.currency = o.functional_currency
) as d
cross join lateral (
    select
        round(sum(q.amount), d.places) as target,
        round(sum(q.amount) filter (where q.component_kind = 'material'), d.places) as material,
        min(q.standard_basis) as standard_basis
    from (
        select
            s.component_kind,
            s.standard_basis,
            case s.component_kind when 'by_product' then -1 else 1 end
                * s.quantity_per * (1 + s.scrap_percent / 100) * s.price
                * case when s.is_fixed then 1 else o.planned_quantity end as amount
        from shared.order_standard as s
        where s.source = o.source and s.production_order = o.entity_key
    ) as q
) as t
cross join lateral (
    select
        coalesce(sum(e.amount) filter (where e.is_debit or e.kind in ('by_product', 'abnormal_scrap')), 0) as net,
        coalesce(sum(e.amount) filter (where e.is_debit and e.element = 'material'), 0) as material
    from shared.cost_step as e
    where e.source = o.source and e.production_order = o.entity_key
) as c
where o.status in ('released', 'in_progress')
