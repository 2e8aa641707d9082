-- Finished manufacturing orders by element. Work: intervals of one work order that overlap count once.
with material as (
    select m.raw_material_production_id as id, sum(m.value) as amount
    from stock_move as m
    where m.raw_material_production_id is not null and m.state = 'done' and m.scrap_id is null
    group by 1
),
hours as (
    select workorder_id, sum(extract(epoch from upper(part) - lower(part))) / 3600 as hours
    from (
        select t.workorder_id, unnest(range_agg(tsrange(t.date_start, t.date_end))) as part
        from mrp_workcenter_productivity as t
        where t.date_end is not null and t.workorder_id is not null
        group by t.workorder_id
    ) as parts
    group by workorder_id
),
work as (
    select
        w.production_id as id,
        sum(
            case
                when w.cost_mode = 'estimated' and w.state in ('progress', 'done') and w.duration_expected <> 0
                    then w.duration_expected::numeric / 60
                else coalesce(h.hours, 0)
            end * coalesce(nullif(w.costs_hour, 0), c.costs_hour)::numeric
        ) as amount
    from mrp_workorder as w
    inner join mrp_workcenter as c on c.id = w.workcenter_id
    left join hours as h on h.workorder_id = w.id
    group by 1
),
made as (
    select
        m.production_id as id,
        sum(m.quantity * unit.factor / own.factor) filter (where m.product_id = p.product_id) as good,
        sum(m.value) filter (where m.product_id <> p.product_id) as by_product,
        sum(m.quantity * unit.factor / base.factor) filter (where m.product_id = p.product_id) as good_base
    from stock_move as m
    inner join mrp_production as p on p.id = m.production_id
    inner join product_product as product on product.id = m.product_id
    inner join product_template as template on template.id = product.product_tmpl_id
    inner join uom_uom as unit on unit.id = m.product_uom
    inner join uom_uom as own on own.id = p.product_uom_id
    inner join uom_uom as base on base.id = template.uom_id
    where m.state = 'done' and m.scrap_id is null
    group by 1
),
-- what a subcontractor's posted bills ask more than was agreed when the order was finished
billed as (
    select goods.production_id as id, sum(bill.balance - p.extra_cost::numeric * bill.quantity * unit.factor / base.factor) as difference
    from stock_move as goods
    inner join mrp_production as p on p.id = goods.production_id and p.subcontractor_id is not null
    inner join stock_move_move_rel as rel on rel.move_orig_id = goods.id
    inner join stock_move as receipt on receipt.id = rel.move_dest_id and receipt.purchase_line_id is not null
    inner join account_move_line as bill
        on bill.purchase_line_id = receipt.purchase_line_id and bill.parent_state = 'posted' and bill.display_type = 'product'
    inner join product_product as product on product.id = goods.product_id
    inner join product_template as template on template.id = product.product_tmpl_id
    inner join uom_uom as unit on unit.id = bill.product_uom_id
    inner join uom_uom as base on base.id = template.uom_id
    where goods.state = 'done' and goods.scrap_id is null
    group by 1
)
select
    own.ref::text as company,
    p.name::text as production_order,
    coalesce(material.amount, 0) as material,
    coalesce(work.amount, 0) as machine,
    coalesce(p.extra_cost, 0)::numeric * coalesce(made.good_base, 0) + coalesce(billed.difference, 0) as subcontract,
    coalesce(made.by_product, 0) as by_product,
    coalesce(made.good, 0) as good
from mrp_production as p
inner join res_company as c on c.id = p.company_id
inner join res_partner as own on own.id = c.partner_id
left join material on material.id = p.id
left join work on work.id = p.id
left join made on made.id = p.id
left join billed on billed.id = p.id
where p.state = 'done'
order by 1, 2
