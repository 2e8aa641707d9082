-- The rows of finance.cost_variance, which says what they are. What should be and what is are put one below the other and added up by order
-- and component, so that a company and a day are looked up before anything is added up; sums of an order are windows that name both.
select
    n.source,
    n.company,
    n.plant,
    n.production_order_key,
    n.production_order,
    n.order_type,
    n.material,
    n.status,
    n.release_date,
    n.completed_on,
    n.good as completed_quantity,
    n.functional_currency,
    r.component_no,
    r.component_kind,
    r.component,
    r.cost_center,
    r.unit,
    round(r.standard_quantity, 6) as standard_quantity,
    round(r.standard_price, 6) as standard_price,
    r.standard_amount,
    round(r.actual_quantity, 6) as actual_quantity,
    case when r.actual_quantity <> 0 then round(r.actual_amount / r.actual_quantity, 6) end as actual_price,
    r.actual_amount,
    r.usage_variance,
    r.price_variance,
    r.efficiency_variance,
    r.rate_variance,
    r.other_variance,
    case when n.is_final then r.total end as total,
    r.is_substitute,
    not n.is_final as is_estimate,
    r.standard_version,
    r.standard_basis,
    n.source_tx,
    n.source_committed_at,
    n.applied_at
from (
    select
        w.source, w.company, w.completed_on, w.production_order_key, w.component_kind, w.component, w.cost_center,
        w.plant, w.production_order, w.order_type, w.material, w.status, w.release_date, w.good, w.functional_currency,
        w.standard_cost, w.source_tx, w.source_committed_at, w.applied_at, w.is_final, w.places, w.is_standard,
        w.component_no, w.unit, w.version, w.standard_basis, w.standard_quantity, w.price, w.lot_amount, w.amount,
        w.quantity, w.has_standard, w.standard_signed, w.is_hours, w.is_covered, w.first_part, w.second_part,
        w.other_part, w.total,
        sum(w.amount) over of_order as order_amount,
        sum(w.total) over of_order as order_total,
        round(sum(w.lot_amount) over of_order, w.places) as order_lot,
        count(*) over of_order as order_lines,
        min(w.version) over of_order as order_version,
        min(w.standard_basis) over of_order as order_basis,
        row_number() over of_order as line
    from (
        select
            p.source, p.company, p.completed_on, p.production_order_key, p.component_kind, p.component, p.cost_center,
            p.plant, p.production_order, p.order_type, p.material, p.status, p.release_date, p.good,
            p.functional_currency, p.standard_cost, p.source_tx, p.source_committed_at, p.applied_at, p.is_final,
            p.places, p.is_standard, p.component_no, p.unit, p.version, p.standard_basis, p.standard_quantity,
            p.price, p.lot_amount, p.amount, p.quantity, p.has_standard, p.standard_signed, p.is_hours, p.is_covered,
            p.first_part, p.second_part,
            case when p.is_covered then
                case
                    when not p.has_standard then null
                    when p.first_part is null or p.second_part is null then p.amount - p.standard_signed
                    when p.component_kind in ('overhead', 'abnormal_scrap')
                        then p.amount - p.standard_signed - p.first_part - p.second_part
                    else 0
                end
            end as other_part,
            case
                when not p.has_standard or not p.is_covered then null
                when p.first_part is null or p.second_part is null or p.component_kind in ('overhead', 'abnormal_scrap')
                    then p.amount - p.standard_signed
                else p.first_part + p.second_part
            end as total
        from (
            select
                m.source, m.company, m.completed_on, m.production_order_key, m.component_kind, m.component,
                m.cost_center, m.plant, m.production_order, m.order_type, m.material, m.status, m.release_date,
                m.good, m.functional_currency, m.standard_cost, m.source_tx, m.source_committed_at, m.applied_at,
                m.is_final, m.places, m.is_standard, m.component_no, m.unit, m.version, m.standard_basis,
                m.standard_quantity, m.price, m.lot_amount, m.amount, m.quantity, m.has_standard,
                case m.component_kind when 'by_product' then -1 else 1 end * m.standard_amount as standard_signed,
                m.component_kind in ('labor', 'machine', 'overhead') as is_hours,
                -- a standard that knows of no hours at all says nothing of them, unless the ERP has one of the whole order
                m.standard_cost is not null or m.component_kind = 'abnormal_scrap' or m.kind_has_standard as is_covered,
                case
                    when m.component_kind = 'overhead' and m.basis = 'labor_cost'
                        then round(m.price * (m.labor_quantity - m.labor_standard) * m.labor_price, m.places)
                    when m.component_kind in ('overhead', 'abnormal_scrap') then 0
                    else round(
                        case m.component_kind when 'by_product' then -1 else 1 end * (m.quantity - m.standard_quantity) * m.price, m.places)
                end as first_part,
                case
                    when m.component_kind = 'overhead' and m.basis = 'labor_cost'
                        then round(m.price * (m.labor_amount - m.labor_quantity * m.labor_price), m.places)
                    when m.component_kind in ('overhead', 'abnormal_scrap') then 0
                    else m.amount
                        - round(case m.component_kind when 'by_product' then -1 else 1 end * m.quantity * m.price, m.places)
                end as second_part
            from (
                select
                    k.source, k.company, k.completed_on, k.production_order_key, k.component_kind,
                    k.component, k.cost_center, k.plant, k.production_order, k.order_type, k.material,
                    k.status, k.release_date, k.good, k.functional_currency, k.standard_cost, k.source_tx,
                    k.source_committed_at, k.applied_at, k.is_final, k.places, k.is_standard, k.component_no,
                    k.basis, k.unit, k.version, k.standard_basis, k.standard_quantity, k.standard_amount,
                    k.price, k.lot_amount, k.amount, k.quantity,
                    bool_or(k.is_standard) over of_order as has_standard,
                    bool_or(k.is_standard) over (
                        partition by k.source, k.company, k.completed_on, k.production_order_key, k.component_kind
                    ) as kind_has_standard,
                    max(k.quantity) filter (where k.component_kind = 'labor') over of_center as labor_quantity,
                    max(k.standard_quantity) filter (where k.component_kind = 'labor') over of_center as labor_standard,
                    max(k.price) filter (where k.component_kind = 'labor') over of_center as labor_price,
                    max(k.activity_amount) filter (where k.component_kind = 'labor') over of_center as labor_amount
                from (
                    select
                        g.source, g.company, g.completed_on, g.production_order_key, g.component_kind, g.component, g.cost_center,
                        g.plant, g.production_order, g.order_type, g.material, g.status, g.release_date, g.good, g.functional_currency,
                        g.standard_cost, g.source_tx, g.source_committed_at, g.applied_at, g.is_final,
                        coalesce(y.places, 2) as places,
                        g.is_standard,
                        g.component_no,
                        g.basis,
                        coalesce(g.standard_unit, x.unit) as unit,
                        coalesce(g.version, x.version) as version,
                        coalesce(g.standard_basis, x.standard_basis) as standard_basis,
                        g.standard_quantity,
                        case when g.is_standard then round(g.standard_quantity * g.standard_price, coalesce(y.places, 2)) else 0 end
                            as standard_amount,
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
                                                    u.source = g.source
                                                    and u.material = g.component
                                                    and u.from_unit = e.unit
                                                    and u.to_unit = coalesce(g.standard_unit, x.unit)
                                                order by u.preference
                                                limit 1
                                            )
                                        end as ratio
                                    from shared.cost_step as e
                                    where
                                        e.source = g.source
                                        and e.production_order = g.production_order_key
                                        and e.material is not distinct from g.component
                                        and e.quantity is not null
                                        and case when e.is_debit then e.element else e.kind end = g.component_kind
                                ) as c
                            )
                        end as quantity
                    from (
                        select
                            z.source, z.company, z.completed_on, z.production_order_key, z.component_kind, z.component, z.cost_center,
                            min(z.plant) as plant, min(z.production_order) as production_order, min(z.order_type) as order_type,
                            min(z.material) as material, min(z.status) as status, min(z.release_date) as release_date,
                            min(z.good) as good, min(z.functional_currency) as functional_currency,
                            min(z.standard_cost) as standard_cost, min(z.source_tx) as source_tx,
                            min(z.source_committed_at) as source_committed_at, min(z.applied_at) as applied_at,
                            bool_or(z.is_final) as is_final, bool_or(z.is_standard) as is_standard,
                            min(z.component_no) as component_no, min(z.basis) as basis, min(z.standard_unit) as standard_unit,
                            min(z.version) as version, min(z.standard_basis) as standard_basis,
                            coalesce(sum(z.standard_quantity), 0) as standard_quantity,
                            case
                                when sum(z.standard_quantity) <> 0
                                    then sum(z.standard_quantity * z.standard_price) / sum(z.standard_quantity)
                                else max(z.standard_price)
                            end as standard_price,
                            coalesce(sum(z.lot_amount), 0) as lot_amount,
                            coalesce(sum(z.quantity), 0) as quantity, coalesce(sum(z.amount), 0) as amount,
                            coalesce(sum(z.activity_amount), 0) as activity_amount, coalesce(sum(z.unmeasured), 0) as unmeasured,
                            min(z.unit) as first_unit, max(z.unit) as last_unit
                        from (
                            select
                                o.source, o.company, o.actual_end as completed_on, o.entity_key as production_order_key,
                                s.component_kind, s.component, s.cost_center,
                                o.plant, o.document_no as production_order, o.document_type as order_type, o.material, o.status,
                                o.release_date, coalesce(o.completed_quantity, 0) as good, o.functional_currency, o.standard_cost,
                                o.source_tx, o.source_committed_at, o.applied_at, o.status in ('completed', 'closed') as is_final,
                                true as is_standard, s.component_no, s.basis, s.unit as standard_unit, s.version, s.standard_basis,
                                q.quantity as standard_quantity, s.price as standard_price,
                                -- what of the fixed quantities another lot than that of the standard bears
                                case
                                    when s.is_fixed and s.lot_size <> 0
                                        then case s.component_kind when 'by_product' then -1 else 1 end
                                            * q.quantity * s.price * (1 - o.completed_quantity / s.lot_size)
                                end as lot_amount,
                                null::numeric as quantity, null::numeric as amount, null::numeric as activity_amount,
                                null::integer as unmeasured, null::text as unit
                            from canon.production_order as o
                            -- looked up order by order (offset 0), not for all orders that there are
                            cross join lateral (
                                select
                                    n.component_no, n.component_kind, n.component, n.cost_center, n.basis, n.quantity_per, n.unit,
                                    n.is_fixed, n.scrap_percent, n.price, n.lot_size, n.version, n.standard_basis
                                from shared.order_standard as n
                                where n.source = o.source and n.production_order = o.entity_key
                                offset 0
                            ) as s
                            cross join lateral (
                                select s.quantity_per * (1 + s.scrap_percent / 100) * case
                                    when not s.is_fixed then coalesce(o.completed_quantity, 0)
                                    when o.completed_quantity <> 0 then 1
                                    else 0
                                end as quantity
                            ) as q
                            where o.status is distinct from 'cancelled'
                            union all
                            select
                                o.source, o.company, o.actual_end, o.entity_key,
                                c.component_kind,
                                case when c.component_kind in ('material', 'by_product') then e.material end,
                                case when c.component_kind in ('labor', 'machine', 'overhead') then e.cost_center end,
                                o.plant, o.document_no, o.document_type, o.material, o.status,
                                o.release_date, coalesce(o.completed_quantity, 0), o.functional_currency, o.standard_cost,
                                o.source_tx, o.source_committed_at, o.applied_at, o.status in ('completed', 'closed'),
                                false, null, null, null, null, null,
                                null, null, null,
                                e.quantity, e.amount, case when e.kind = 'activity' then e.amount end,
                                case when e.amount <> 0 and e.quantity is null and e.kind in ('issue', 'by_product') then 1 end,
                                e.unit
                            from canon.production_order as o
                            cross join lateral (
                                select n.element, n.kind, n.is_debit, n.material, n.cost_center, n.quantity, n.unit, n.amount
                                from shared.cost_step as n
                                where n.source = o.source and n.production_order = o.entity_key
                                offset 0
                            ) as e
                            cross join lateral (
                                select case when e.is_debit then e.element else e.kind end as component_kind
                            ) as c
                            where
                                o.status is distinct from 'cancelled'
                                and (e.is_debit or e.kind in ('by_product', 'abnormal_scrap'))
                        ) as z
                        group by
                            z.source, z.company, z.completed_on, z.production_order_key, z.component_kind, z.component, z.cost_center
                    ) as g
                    left join shared.currency_places as y on y.source = g.source and y.currency = g.functional_currency
                    -- what has no standard is a substitute, at the standard price of its own that held on the day of the release
                    left join lateral (
                        select c.price, c.unit, c.version, c.standard_basis
                        from shared.standard_price as c
                        where
                            not g.is_standard
                            and g.component_kind in ('material', 'by_product')
                            and c.source = g.source
                            and c.plant = g.plant
                            and c.material = g.component
                            and c.valid_from <= g.release_date
                            and (c.valid_to < g.release_date) is not true
                        union all
                        select r.rate, 'H', r.valid_from::text, 'standard'
                        from canon.cost_rate as r
                        where
                            not g.is_standard
                            and g.component_kind in ('labor', 'machine')
                            and r.source = g.source
                            and r.company = g.company
                            and r.cost_center = g.cost_center
                            and r.rate_kind = g.component_kind
                            and r.valid_from <= g.release_date
                            and (r.valid_to < g.release_date) is not true
                        limit 1
                    ) as x on not g.is_standard
                ) as k
                window
                    of_order as (partition by k.source, k.company, k.completed_on, k.production_order_key),
                    of_center as (partition by k.source, k.company, k.completed_on, k.production_order_key, k.cost_center)
            ) as m
        ) as p
    ) as w
    window of_order as (partition by w.source, w.company, w.completed_on, w.production_order_key)
) as n
cross join lateral (
    select n.order_amount - n.standard_cost - n.order_total - n.order_lot as amount
) as t
cross join lateral (
    select
        coalesce(n.component_no, 1000) as component_no,
        n.component_kind,
        n.component,
        n.cost_center,
        n.unit,
        case when n.has_standard then n.standard_quantity end as standard_quantity,
        case when n.has_standard then n.price end as standard_price,
        case when n.has_standard then n.standard_signed end as standard_amount,
        n.quantity as actual_quantity,
        n.amount as actual_amount,
        case when n.has_standard and n.is_covered and not n.is_hours then n.first_part end as usage_variance,
        case when n.has_standard and n.is_covered and not n.is_hours then n.second_part end as price_variance,
        case when n.has_standard and n.is_covered and n.is_hours then n.first_part end as efficiency_variance,
        case when n.has_standard and n.is_covered and n.is_hours then n.second_part end as rate_variance,
        n.other_part as other_variance,
        n.total,
        n.has_standard and not n.is_standard and n.is_covered and n.component_kind <> 'abnormal_scrap' as is_substitute,
        case when n.has_standard then n.version end as standard_version,
        case when n.has_standard then n.standard_basis end as standard_basis
    union all
    select
        2000, 'lot_size', null, null, null, null, null, null, null, null, null, null, null, null, n.order_lot, n.order_lot, false,
        n.order_version, n.order_basis
    where n.line = 1 and n.has_standard and n.is_final and n.order_lot <> 0 and n.standard_cost is not null
    union all
    -- what roundings leave; what is more than that is a standard of the order that its components do not add up to
    select
        3000,
        case
            when abs(t.amount) <= (n.order_lines + 1) * 10.0 ^ (-n.places) + n.good * 0.5 * 10.0 ^ (-n.places) then 'rounding'
            else 'standard_difference'
        end,
        null, null, null, null, null, null, null, null, null, null, null, null, t.amount, t.amount, false, n.order_version, n.order_basis
    where n.line = 1 and n.has_standard and n.is_final and t.amount <> 0
    union all
    -- an order whose components should cost nobody knows what: as a whole what it is above the ERP's standard of it
    select
        3000, 'unsplit', null, null, null, null, null, n.standard_cost, null, null, null, null, null, null,
        n.order_amount - n.standard_cost, n.order_amount - n.standard_cost, false, null, null
    where n.line = 1 and not n.has_standard and n.is_final and n.standard_cost is not null
) as r
