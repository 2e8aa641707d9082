-- The rows of finance.cost_variance of each order that is not cancelled, worked out. Each order is worked out by itself, from its own few rows.
-- Asked order by order, by source and production_order; what is kept of completed orders (canon.order_costed) are these rows.
select
    o.source,
    o.entity_key as production_order,
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
    case when o.status in ('completed', 'closed') then r.total end as total,
    r.is_substitute,
    r.standard_version,
    r.standard_basis
from canon.production_order as o
left join shared.currency_places as y on y.source = o.source and y.currency = o.functional_currency
cross join lateral (
    select
        w.component_no, w.component_kind, w.component, w.cost_center, w.unit, w.is_standard, w.version, w.standard_basis,
        w.standard_quantity, w.price, w.amount, w.quantity, w.has_standard, w.standard_signed, w.is_hours, w.is_covered, w.first_part,
        w.second_part, w.other_part, w.total,
        sum(w.amount) over () as order_amount,
        sum(w.total) over () as order_total,
        round(sum(w.lot_amount) over (), coalesce(y.places, 2)) as order_lot,
        count(*) over () as order_lines,
        min(w.version) over () as order_version,
        min(w.standard_basis) over () as order_basis,
        row_number() over () as line
    from (
        select
            p.component_no, p.component_kind, p.component, p.cost_center, p.unit, p.is_standard, p.version, p.standard_basis,
            p.standard_quantity, p.price, p.lot_amount, p.amount, p.quantity, p.has_standard, p.standard_signed, p.is_hours, p.is_covered,
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
                m.component_no, m.component_kind, m.component, m.cost_center, m.unit, m.is_standard, m.version, m.standard_basis,
                m.standard_quantity, m.price, m.lot_amount, m.amount, m.quantity, m.has_standard,
                case m.component_kind when 'by_product' then -1 else 1 end * m.standard_amount as standard_signed,
                m.component_kind in ('labor', 'machine', 'overhead') as is_hours,
                -- a standard that knows of no hours at all says nothing of them, unless the ERP has one of the whole order
                o.standard_cost is not null or m.component_kind = 'abnormal_scrap' or m.kind_has_standard as is_covered,
                case
                    when m.component_kind = 'overhead' and m.basis = 'labor_cost'
                        then round(m.price * (m.labor_quantity - m.labor_standard) * m.labor_price, coalesce(y.places, 2))
                    when m.component_kind in ('overhead', 'abnormal_scrap') then 0
                    else round(
                        case m.component_kind when 'by_product' then -1 else 1 end * (m.quantity - m.standard_quantity) * m.price,
                        coalesce(y.places, 2))
                end as first_part,
                case
                    when m.component_kind = 'overhead' and m.basis = 'labor_cost'
                        then round(m.price * (m.labor_amount - m.labor_quantity * m.labor_price), coalesce(y.places, 2))
                    when m.component_kind in ('overhead', 'abnormal_scrap') then 0
                    else m.amount - round(
                        case m.component_kind when 'by_product' then -1 else 1 end * m.quantity * m.price, coalesce(y.places, 2))
                end as second_part
            from (
                select
                    k.component_no, k.component_kind, k.component, k.cost_center, k.unit, k.is_standard, k.version, k.standard_basis,
                    k.basis, k.standard_quantity, k.price, k.lot_amount, k.amount, k.quantity,
                    case when k.is_standard then round(k.standard_quantity * k.price, coalesce(y.places, 2)) else 0 end as standard_amount,
                    bool_or(k.is_standard) over () as has_standard,
                    bool_or(k.is_standard) over (partition by k.component_kind) as kind_has_standard,
                    max(k.quantity) filter (where k.component_kind = 'labor') over of_center as labor_quantity,
                    max(k.standard_quantity) filter (where k.component_kind = 'labor') over of_center as labor_standard,
                    max(k.price) filter (where k.component_kind = 'labor') over of_center as labor_price,
                    max(k.activity_amount) filter (where k.component_kind = 'labor') over of_center as labor_amount
                from shared.order_component as k
                where k.source = o.source and k.production_order = o.entity_key
                window of_center as (partition by k.cost_center)
            ) as m
        ) as p
    ) as w
) as n
cross join lateral (
    select n.order_amount - o.standard_cost - n.order_total - n.order_lot as amount
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
        n.has_standard and not n.is_standard and n.is_covered and coalesce(n.component, n.cost_center) is not null as is_substitute,
        case when n.has_standard then n.version end as standard_version,
        case when n.has_standard then n.standard_basis end as standard_basis
    union all
    select
        2000, 'lot_size', null, null, null, null, null, null, null, null, null, null, null, null, n.order_lot, n.order_lot, false,
        n.order_version, n.order_basis
    where
        n.line = 1 and n.has_standard and o.status in ('completed', 'closed') and n.order_lot <> 0 and o.standard_cost is not null
    union all
    -- what roundings leave; what is more than that is a standard of the order that its components do not add up to
    select
        3000,
        case
            when abs(t.amount) <= (n.order_lines + 1 + coalesce(o.completed_quantity, 0) * 0.5) * 10.0 ^ (-coalesce(y.places, 2)) then 'rounding'
            else 'standard_difference'
        end,
        null, null, null, null, null, null, null, null, null, null, null, null, t.amount, t.amount, false, n.order_version, n.order_basis
    where n.line = 1 and n.has_standard and o.status in ('completed', 'closed') and t.amount <> 0
    union all
    -- an order whose components should cost nobody knows what: as a whole what it is above the ERP's standard of it
    select
        3000, 'unsplit', null, null, null, null, null, o.standard_cost, null, null, null, null, null, null,
        n.order_amount - o.standard_cost, n.order_amount - o.standard_cost, false, null, null
    where n.line = 1 and not n.has_standard and o.status in ('completed', 'closed') and o.standard_cost is not null
) as r
where o.status is distinct from 'cancelled'
