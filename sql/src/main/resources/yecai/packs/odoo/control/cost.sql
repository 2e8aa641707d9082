-- Components, work, and subcontracting less goods made, per order and month of what happened; a finished order keeps nothing.
with piece as (
    select m.raw_material_production_id as id, m.date as moment, m.value as amount
    from stock_move as m
    where m.raw_material_production_id is not null and m.state = 'done' and m.scrap_id is null
    union all
    select m.production_id, m.date, -1 * m.value
    from stock_move as m
    where m.production_id is not null and m.state = 'done' and m.scrap_id is null
    union all
    select m.production_id, m.date, cast(cast(o.extra_cost as text) as numeric) * m.quantity * u.factor / b.factor
    from stock_move as m, mrp_production as o, product_product as pp, product_template as t, uom_uom as u, uom_uom as b
    where
        o.id = m.production_id and m.product_id = o.product_id and m.state = 'done' and m.scrap_id is null
        and pp.id = m.product_id and t.id = pp.product_tmpl_id and u.id = m.product_uom and b.id = t.uom_id
    union all
    select o.id, cast(l.date as timestamp), l.balance - cast(cast(o.extra_cost as text) as numeric) * l.quantity * u.factor / b.factor
    from mrp_production as o, stock_move as m, stock_move_move_rel as x, stock_move as r, account_move_line as l, product_product as pp,
        product_template as t, uom_uom as u, uom_uom as b
    where
        o.subcontractor_id is not null and m.production_id = o.id and m.product_id = o.product_id and m.state = 'done' and m.scrap_id is null
        and x.move_orig_id = m.id and r.id = x.move_dest_id and l.purchase_line_id = r.purchase_line_id and l.parent_state = 'posted'
        and l.display_type = 'product' and pp.id = o.product_id and t.id = pp.product_tmpl_id and u.id = l.product_uom_id and b.id = t.uom_id
    union all
    select
        w.production_id,
        coalesce((select max(s.date_end) from mrp_workcenter_productivity as s where s.workorder_id = w.id), o.date_finished, o.date_start),
        case
            when w.cost_mode = 'estimated' and w.state in ('progress', 'done') and w.duration_expected <> 0
                then cast(w.duration_expected as numeric) / 60
            else coalesce((
                select sum(extract(epoch from s.date_end - greatest(s.date_start, coalesce((
                    select max(b.date_end) from mrp_workcenter_productivity as b
                    where b.workorder_id = w.id and b.date_end is not null and (b.date_start, b.id) < (s.date_start, s.id)
                ), s.date_start)))) / 3600
                from mrp_workcenter_productivity as s
                where
                    s.workorder_id = w.id
                    and s.date_end > coalesce((
                        select max(b.date_end) from mrp_workcenter_productivity as b
                        where b.workorder_id = w.id and b.date_end is not null and (b.date_start, b.id) < (s.date_start, s.id)
                    ), s.date_start)
            ), 0)
        end * cast(cast(case when coalesce(w.costs_hour, 0) <> 0 then w.costs_hour else k.costs_hour end as text) as numeric)
    from mrp_workorder as w, mrp_production as o, mrp_workcenter as k
    where o.id = w.production_id and k.id = w.workcenter_id
),

entry as (
    select n.id, n.moment, round(n.amount, 6) as amount from piece as n
)

select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(e.moment, 'YYYY-MM') as period,
    money.name::text as currency,
    o.id::text as derive_key,
    e.amount,
    false as excluded
from (
    select n.id, n.moment, n.amount
    from entry as n
    where n.amount <> 0
    union all
    select o.id, o.date_finished, -1 * sum(n.amount)
    from mrp_production as o, entry as n
    where n.id = o.id and o.state = 'done'
    group by o.id, o.date_finished
) as e, mrp_production as o, res_company as c, res_partner as p, res_currency as money
where o.id = e.id and c.id = o.company_id and p.id = c.partner_id and money.id = c.currency_id
