-- What went into a production order and what should have, one row per order, kind of component, component and cost center: both sides put one
-- below the other and added up. Quantities are in the standard's unit, null where one cannot be converted into it; price is the standard's. What has no
-- standard of the order's (not is_standard) has the standard price of its own that held on the day of the release. lot_amount is what of the
-- fixed quantities another lot than that of the standard bears, activity_amount what was worked, without what was absorbed.
-- Asked order by order, by source and production_order.
select
    o.source,
    o.entity_key as production_order,
    g.component_no,
    g.component_kind,
    g.component,
    g.cost_center,
    g.is_standard,
    g.basis,
    coalesce(g.standard_unit, x.unit) as unit,
    coalesce(g.version, x.version) as version,
    coalesce(g.standard_basis, x.standard_basis) as standard_basis,
    g.standard_quantity,
    case when g.is_standard then g.standard_price else x.price end as price,
    g.lot_amount,
    g.amount,
    g.activity_amount,
    case
        when g.unmeasured > 0 then null
        when g.first_unit is null
            or g.first_unit = g.last_unit and g.first_unit = coalesce(g.standard_unit, x.unit, g.first_unit)
            then g.quantity
        else (
            select case when count(*) = count(c.quantity * c.ratio) then coalesce(sum(c.quantity * c.ratio), 0) end
            from (
                select
                    e.quantity,
                    case
                        when e.unit is null or e.unit = coalesce(g.standard_unit, x.unit, e.unit) then 1
                        else (
                            select u.ratio
                            from shared.unit_ratio as u
                            where
                                u.source = o.source
                                and u.material = g.component
                                and u.from_unit = e.unit
                                and u.to_unit = coalesce(g.standard_unit, x.unit)
                            order by u.preference
                            limit 1
                        )
                    end as ratio
                from shared.cost_step as e
                where
                    e.source = o.source
                    and e.production_order = o.entity_key
                    and e.material is not distinct from g.component
                    and e.quantity is not null
                    and case when e.is_debit then e.element else e.kind end = g.component_kind
            ) as c
        )
    end as quantity
from canon.production_order as o
cross join lateral (
    select
        z.component_kind, z.component, z.cost_center,
        bool_or(z.is_standard) as is_standard,
        min(z.component_no) as component_no,
        min(z.basis) as basis,
        min(z.standard_unit) as standard_unit,
        min(z.version) as version,
        min(z.standard_basis) as standard_basis,
        coalesce(sum(z.standard_quantity), 0) as standard_quantity,
        case
            when sum(z.standard_quantity) <> 0 then sum(z.standard_quantity * z.standard_price) / sum(z.standard_quantity)
            else max(z.standard_price)
        end as standard_price,
        coalesce(sum(z.lot_amount), 0) as lot_amount,
        coalesce(sum(z.quantity), 0) as quantity,
        coalesce(sum(z.amount), 0) as amount,
        coalesce(sum(z.activity_amount), 0) as activity_amount,
        coalesce(sum(z.unmeasured), 0) as unmeasured,
        min(z.unit) as first_unit,
        max(z.unit) as last_unit
    from (
        select
            s.component_kind, s.component, s.cost_center, true as is_standard, s.component_no, s.basis, s.unit as standard_unit, s.version,
            s.standard_basis, q.quantity as standard_quantity, s.price as standard_price,
            case
                when s.is_fixed and s.lot_size <> 0
                    then case s.component_kind when 'by_product' then -1 else 1 end
                        * q.quantity * s.price * (1 - o.completed_quantity / s.lot_size)
            end as lot_amount,
            null::numeric as quantity, null::numeric as amount, null::numeric as activity_amount, null::integer as unmeasured,
            null::text as unit
        from shared.order_standard as s
        cross join lateral (
            select s.quantity_per * (1 + s.scrap_percent / 100) * case
                when not s.is_fixed then coalesce(o.completed_quantity, 0)
                when o.completed_quantity <> 0 then 1
                else 0
            end as quantity
        ) as q
        where s.source = o.source and s.production_order = o.entity_key
        union all
        select
            c.component_kind,
            case when c.component_kind in ('material', 'by_product') then e.material end,
            case when c.component_kind in ('labor', 'machine', 'overhead') then e.cost_center end,
            false, null, null, null, null, null, null, null, null,
            e.quantity, e.amount, case when e.kind = 'activity' then e.amount end,
            case when e.amount <> 0 and e.quantity is null and e.kind in ('issue', 'by_product') then 1 end,
            e.unit
        from shared.cost_step as e
        cross join lateral (
            select case when e.is_debit then e.element else e.kind end as component_kind
        ) as c
        where
            e.source = o.source
            and e.production_order = o.entity_key
            and (e.is_debit or e.kind in ('by_product', 'abnormal_scrap'))
    ) as z
    group by z.component_kind, z.component, z.cost_center
) as g
left join lateral (
    select c.price, c.unit, c.version, c.standard_basis
    from shared.standard_price as c
    where
        not g.is_standard
        and g.component_kind in ('material', 'by_product')
        and c.source = o.source
        and c.plant = o.plant
        and c.material = g.component
        and c.valid_from <= o.release_date
        and (c.valid_to < o.release_date) is not true
    union all
    select r.rate, 'H', r.valid_from::text, 'standard'
    from canon.cost_rate as r
    where
        not g.is_standard
        and g.component_kind in ('labor', 'machine')
        and r.source = o.source
        and r.company = o.company
        and r.cost_center = g.cost_center
        and r.rate_kind = g.component_kind
        and r.valid_from <= o.release_date
        and (r.valid_to < o.release_date) is not true
    -- the newest where two hold on one day, so that it is always the same
    order by version desc nulls last, price
    limit 1
) as x on not g.is_standard
