-- The rows of finance.cost_variance, which says what they are.
select
    o.source,
    o.company,
    o.plant,
    o.entity_key as production_order_key,
    o.document_no as production_order,
    o.document_type as order_type,
    o.material,
    o.status,
    o.release_date,
    o.actual_end as completed_on,
    o.completed_quantity,
    o.functional_currency,
    v.component_no,
    v.component_kind,
    v.component,
    v.cost_center,
    v.unit,
    round(v.standard_quantity, 6) as standard_quantity,
    round(v.standard_price, 6) as standard_price,
    v.standard_amount,
    round(v.actual_quantity, 6) as actual_quantity,
    case when v.actual_quantity <> 0 then round(v.actual_amount / v.actual_quantity, 6) end as actual_price,
    v.actual_amount,
    v.usage_variance,
    v.price_variance,
    v.efficiency_variance,
    v.rate_variance,
    v.other_variance,
    case when t.is_final then v.total end as total,
    v.is_substitute,
    not t.is_final as is_estimate,
    v.standard_version,
    v.standard_basis,
    o.source_tx,
    o.source_committed_at,
    o.applied_at
from canon.production_order as o
cross join lateral (
    select
        coalesce(min(y.places), 2) as places,
        o.status in ('completed', 'closed') as is_final,
        coalesce(o.completed_quantity, 0) as good
    from shared.currency_places as y
    where y.source = o.source and y.currency = o.functional_currency
) as t
cross join lateral (
    with standard as (
        select
            s.component_kind,
            s.component,
            s.cost_center,
            min(s.component_no) as component_no,
            min(s.basis) as basis,
            min(s.unit) as unit,
            min(s.version) as version,
            min(s.standard_basis) as standard_basis,
            sum(q.quantity) as quantity,
            case
                when sum(q.quantity) <> 0 then sum(q.quantity * s.price) / sum(q.quantity)
                else max(s.price)
            end as price,
            -- what of the fixed quantities another lot than that of the standard bears
            sum(
                case
                    when s.is_fixed and s.lot_size <> 0
                        then case s.component_kind when 'by_product' then -1 else 1 end
                            * q.quantity * s.price * (1 - t.good / s.lot_size)
                    else 0
                end
            ) as lot_amount
        from shared.order_standard as s
        cross join lateral (
            select s.quantity_per * (1 + s.scrap_percent / 100)
                * case when not s.is_fixed then t.good when t.good <> 0 then 1 else 0 end as quantity
        ) as q
        where s.source = o.source and s.production_order = o.entity_key
        group by s.component_kind, s.component, s.cost_center
    ),
    entry as (
        select
            k.component_kind,
            case when k.component_kind in ('material', 'by_product') then e.material end as component,
            case when k.component_kind in ('labor', 'machine', 'overhead') then e.cost_center end as cost_center,
            e.unit,
            sum(e.quantity) as quantity,
            sum(e.amount) as amount,
            coalesce(sum(e.amount) filter (where e.kind = 'activity'), 0) as activity_amount,
            count(*) filter (where e.amount <> 0 and e.quantity is null and e.kind in ('issue', 'by_product')) as unmeasured
        from shared.cost_step as e
        cross join lateral (
            select case when e.is_debit then e.element else e.kind end as component_kind
        ) as k
        where
            e.source = o.source
            and e.production_order = o.entity_key
            and (e.is_debit or e.kind in ('by_product', 'abnormal_scrap'))
        group by 1, 2, 3, 4
    ),
    -- beside its standard; what has none is a substitute, at the standard price of its own that held on the day of the release
    measured as (
        select
            e.component_kind,
            e.component,
            e.cost_center,
            e.amount,
            e.activity_amount,
            e.unmeasured,
            p.unit,
            p.price,
            p.version,
            p.standard_basis,
            p.is_substitute,
            e.quantity * case
                when e.unit is null or p.unit is null or e.unit = p.unit then 1
                else (
                    select u.ratio
                    from shared.unit_ratio as u
                    where u.source = o.source and u.material = e.component and u.from_unit = e.unit and u.to_unit = p.unit
                    order by u.preference
                    limit 1
                )
            end as quantity,
            e.quantity is not null as has_quantity
        from entry as e
        left join standard as s
            on s.component_kind = e.component_kind
            and s.component is not distinct from e.component
            and s.cost_center is not distinct from e.cost_center
        left join lateral (
            select
                coalesce(s.unit, x.unit) as unit,
                coalesce(s.price, x.price) as price,
                coalesce(s.version, x.version) as version,
                coalesce(s.standard_basis, x.standard_basis) as standard_basis,
                s.component_kind is null and e.component_kind <> 'abnormal_scrap' and exists (select from standard) as is_substitute
            from (values (1)) as always (here)
            left join lateral (
                select c.price, c.unit, c.version, c.standard_basis
                from shared.standard_price as c
                where
                    s.component_kind is null
                    and e.component_kind in ('material', 'by_product')
                    and c.source = o.source
                    and c.plant = o.plant
                    and c.material = e.component
                    and c.valid_from <= o.release_date
                    and (c.valid_to < o.release_date) is not true
                union all
                select r.rate, 'H', r.valid_from::text, 'standard'
                from canon.cost_rate as r
                where
                    s.component_kind is null
                    and e.component_kind in ('labor', 'machine')
                    and r.source = o.source
                    and r.company = o.company
                    and r.cost_center = e.cost_center
                    and r.rate_kind = e.component_kind
                    and r.valid_from <= o.release_date
                    and (r.valid_to < o.release_date) is not true
                limit 1
            ) as x on true
        ) as p on true
    ),
    actual as (
        select
            m.component_kind,
            m.component,
            m.cost_center,
            min(m.unit) as unit,
            min(m.price) as price,
            min(m.version) as version,
            min(m.standard_basis) as standard_basis,
            bool_or(m.is_substitute) as is_substitute,
            sum(m.amount) as amount,
            sum(m.activity_amount) as activity_amount,
            -- unknown as soon as a part of it is, or cannot be converted
            case
                when sum(m.unmeasured) = 0 and count(*) filter (where m.has_quantity and m.quantity is null) = 0
                    then coalesce(sum(m.quantity), 0)
            end as quantity
        from measured as m
        group by m.component_kind, m.component, m.cost_center
    ),
    line as (
        select
            coalesce(s.component_kind, a.component_kind) as component_kind,
            coalesce(s.component, a.component) as component,
            coalesce(s.cost_center, a.cost_center) as cost_center,
            s.component_no,
            s.basis,
            coalesce(s.unit, a.unit) as unit,
            coalesce(s.version, a.version) as version,
            coalesce(s.standard_basis, a.standard_basis) as standard_basis,
            coalesce(s.quantity, 0) as standard_quantity,
            coalesce(s.price, a.price) as price,
            case when s.component_kind is null then 0 else round(s.quantity * s.price, t.places) end as standard_amount,
            case when a.component_kind is null then 0 else a.quantity end as quantity,
            coalesce(a.amount, 0) as amount,
            coalesce(a.activity_amount, 0) as activity_amount,
            coalesce(a.is_substitute, false) as is_substitute,
            coalesce(s.lot_amount, 0) as lot_amount
        from standard as s
        full join actual as a
            -- a full join needs equality
            on a.component_kind = s.component_kind
            and coalesce(a.component, '') = coalesce(s.component, '')
            and coalesce(a.cost_center, '') = coalesce(s.cost_center, '')
    ),
    -- by-products are credits, so that having less of them is unfavourable
    signed as (
        select
            l.*,
            case l.component_kind when 'by_product' then -1 else 1 end as sign,
            case l.component_kind when 'by_product' then -1 else 1 end * l.standard_amount as standard_signed,
            l.component_kind in ('labor', 'machine') as is_hours,
            exists (select from standard) as has_standard,
            -- a standard that knows of no hours at all says nothing of them, unless the ERP has one of the whole order
            o.standard_cost is not null
            or l.component_kind = 'abnormal_scrap'
            or exists (select from standard as k where k.component_kind = l.component_kind) as is_covered
        from line as l
    ),
    part as (
        select
            l.*,
            case
                when l.component_kind = 'overhead' and l.basis = 'labor_cost'
                    then round(l.price * (b.quantity - b.standard_quantity) * b.price, t.places)
                when l.component_kind in ('overhead', 'abnormal_scrap') then 0
                else round(l.sign * (l.quantity - l.standard_quantity) * l.price, t.places)
            end as first_part,
            case
                when l.component_kind = 'overhead' and l.basis = 'labor_cost'
                    then round(l.price * (b.activity_amount - b.quantity * b.price), t.places)
                when l.component_kind in ('overhead', 'abnormal_scrap') then 0
                else l.amount - round(l.sign * l.quantity * l.price, t.places)
            end as second_part
        from signed as l
        left join signed as b
            on l.component_kind = 'overhead'
            and l.basis = 'labor_cost'
            and b.component_kind = 'labor'
            and b.cost_center = l.cost_center
    ),
    whole as (
        select
            p.*,
            p.amount - p.standard_signed as total,
            case
                when p.first_part is null or p.second_part is null then p.amount - p.standard_signed
                when p.component_kind in ('overhead', 'abnormal_scrap')
                    then p.amount - p.standard_signed - p.first_part - p.second_part
                else 0
            end as other_part,
            -- the standard's amount is rounded, and so is what is above it
            case
                when p.first_part is null or p.second_part is null or p.component_kind in ('overhead', 'abnormal_scrap') then 0
                else p.amount - p.standard_signed - p.first_part - p.second_part
            end as rounding
        from part as p
        where p.has_standard
    ),
    rest as (
        select
            sum(w.amount) - o.standard_cost - sum(w.total) + sum(w.rounding) - r.lot_amount as amount,
            r.lot_amount,
            r.n,
            r.version,
            r.standard_basis
        from whole as w
        cross join (
            select
                round(sum(x.lot_amount), t.places) as lot_amount, count(*) as n, min(x.version) as version,
                min(x.standard_basis) as standard_basis
            from whole as x
        ) as r
        group by r.lot_amount, r.n, r.version, r.standard_basis
    )
    select
        coalesce(w.component_no, 1000) as component_no,
        w.component_kind,
        w.component,
        w.cost_center,
        w.unit,
        w.standard_quantity,
        w.price as standard_price,
        w.standard_signed as standard_amount,
        w.quantity as actual_quantity,
        w.amount as actual_amount,
        case when w.is_covered and not w.is_hours and w.component_kind <> 'overhead' then w.first_part end as usage_variance,
        case when w.is_covered and not w.is_hours and w.component_kind <> 'overhead' then w.second_part end as price_variance,
        case when w.is_covered and (w.is_hours or w.component_kind = 'overhead') then w.first_part end as efficiency_variance,
        case when w.is_covered and (w.is_hours or w.component_kind = 'overhead') then w.second_part end as rate_variance,
        case when w.is_covered then w.other_part end as other_variance,
        case when w.is_covered then w.total - w.rounding end as total,
        w.is_substitute and w.is_covered as is_substitute,
        w.version as standard_version,
        w.standard_basis
    from whole as w
    union all
    select
        2000, 'lot_size', null, null, null, null, null, null, null, null, null, null, null, null, r.lot_amount, r.lot_amount, false,
        r.version, r.standard_basis
    from rest as r
    where r.lot_amount <> 0 and t.is_final and o.standard_cost is not null
    union all
    -- what roundings leave; what is more than that is a standard of the order that its components do not add up to
    select
        3000,
        case
            when abs(r.amount) <= (r.n + 1) * 0.5 * 10.0 ^ (-t.places) * 2 + t.good * 0.5 * 10.0 ^ (-t.places) then 'rounding'
            else 'standard_difference'
        end,
        null, null, null, null, null, null, null, null, null, null, null, null, r.amount, r.amount, false, r.version, r.standard_basis
    from rest as r
    where r.amount <> 0 and t.is_final
    union all
    -- an order whose components should cost nobody knows what: its cost, and as a whole what it is above the ERP's standard of it
    select
        coalesce(p.component_no, 1000),
        p.component_kind,
        p.component,
        p.cost_center,
        p.unit,
        null,
        null,
        null,
        p.quantity,
        p.amount,
        null, null, null, null, null, null, false, null, null
    from part as p
    where not p.has_standard
    union all
    select
        3000, 'unsplit', null, null, null, null, null, o.standard_cost, null, null, null, null, null, null,
        sum(p.amount) - o.standard_cost, sum(p.amount) - o.standard_cost, false, null, null
    from part as p
    where not p.has_standard and t.is_final and o.standard_cost is not null
    having count(*) > 0
) as v
where o.status is distinct from 'cancelled'
