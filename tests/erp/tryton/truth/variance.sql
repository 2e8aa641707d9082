-- Finished production orders against their bills of material, at the cost prices of the day on which they were started; where the history
-- begins later, at the first that is known. Those of the last day are left out: what a price was at which hour of it, only the hub noted.
with made as (
    select p.id, p.number, p.product, p.bom, p.company, p.effective_start_date as day, cp.code, cur.digits,
        (
            select sum(pg_temp.exact(m.quantity) * pg_temp.exact(mu.factor) / pg_temp.exact(pu.factor))
            from stock_move as m
            join product_uom as mu on mu.id = m.uom
            join product_uom as pu on pu.id = p.uom
            join stock_location as l on l.id = m.to_location
            where m.production_output = p.id and m.state = 'done' and m.product = p.product and l.type <> 'lost_found'
        ) as good,
        (
            select sum(pg_temp.exact(o.quantity) * pg_temp.exact(ou.factor) / pg_temp.exact(pu.factor))
            from production_bom_output as o
            join product_uom as ou on ou.id = o.uom
            join product_uom as pu on pu.id = p.uom
            where o.bom = p.bom and o.product = p.product
        ) as lot
    from production as p
    join company_company as co on co.id = p.company
    join party_party as cp on cp.id = co.party
    join currency_currency as cur on cur.id = co.currency
    where p.state = 'done' and p.effective_start_date < date :as_of
),
line as (
    select made.id, 'material' as kind, i.product, i.quantity, i.uom
    from made
    join production_bom_input as i on i.bom = made.bom
    union all
    select made.id, 'by_product', o.product, o.quantity, o.uom
    from made
    join production_bom_output as o on o.bom = made.bom and o.product <> made.product
),
planned as (
    select line.id, line.kind, line.product,
        sum(pg_temp.exact(line.quantity) * pg_temp.exact(lu.factor) / pg_temp.exact(bu.factor) / made.lot * made.good) as quantity
    from line
    join made on made.id = line.id
    join product_uom as lu on lu.id = line.uom
    join product_product as pr on pr.id = line.product
    join product_template as t on t.id = pr.template
    join product_uom as bu on bu.id = t.default_uom
    group by line.id, line.kind, line.product
),
spent as (
    select m.production_input as id, 'material' as kind, m.product, sum(pg_temp.exact(m.internal_quantity)) as quantity,
        sum(pg_temp.exact(m.internal_quantity) * m.cost_price) as amount
    from stock_move as m
    join made on made.id = m.production_input
    where m.state = 'done'
    group by 1, 3
    union all
    select m.production_output, 'by_product', m.product, sum(pg_temp.exact(m.internal_quantity)),
        -sum(pg_temp.exact(m.quantity) * coalesce(m.unit_price, 0))
    from stock_move as m
    join made on made.id = m.production_output
    join stock_location as l on l.id = m.to_location
    where m.state = 'done' and m.product <> made.product and l.type <> 'lost_found'
    group by 1, 3
),
both_sides as (
    select coalesce(planned.id, spent.id) as id, coalesce(planned.kind, spent.kind) as kind, coalesce(planned.product, spent.product) as product,
        coalesce(planned.quantity, 0) as planned, coalesce(spent.quantity, 0) as spent, coalesce(spent.amount, 0) as amount,
        planned.id is not null as on_bill
    from planned
    full join spent on spent.id = planned.id and spent.kind = planned.kind and spent.product = planned.product
),
priced as (
    select b.*, made.code, made.number, made.digits, case b.kind when 'by_product' then -1 else 1 end as sign,
        case when b.on_bill then coalesce(
            (
                select h.cost_price
                from product_cost_price__history as h
                where h.product = b.product and h.company = made.company and coalesce(h.write_date, h.create_date) < made.day + 1
                order by h.__id desc
                limit 1
            ),
            (
                select h.cost_price
                from product_cost_price__history as h
                where h.product = b.product and h.company = made.company
                order by h.__id
                limit 1
            )
        ) end as price
    from both_sides as b
    join made on made.id = b.id
)
select p.code as company, p.number as production_order, p.kind as component_kind, pr.code as component,
    p.planned as standard_quantity, p.price as standard_price, p.spent as actual_quantity, p.amount as actual_amount,
    round(p.sign * (p.spent - p.planned) * p.price, p.digits) as usage_variance,
    p.amount - round(p.sign * p.spent * p.price, p.digits) as price_variance
from priced as p
join product_product as pr on pr.id = p.product
order by 1, 2, 3, 4
