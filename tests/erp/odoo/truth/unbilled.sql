-- Delivered and not invoiced, by order line, at the order's price; drafts bill nothing.
with part as (
    select
        m.sale_line_id as id,
        m.quantity * unit.factor / line_unit.factor
        * case
            when to_place.usage = 'customer' or (to_place.usage = 'transit' and to_place.company_id is null)
                then case when m.origin_returned_move_id is null or m.to_refund then 1 else 0 end
            when m.to_refund then -1
            else 0
        end as quantity
    from stock_move as m
    inner join sale_order_line as l on l.id = m.sale_line_id and l.product_id = m.product_id
    inner join uom_uom as unit on unit.id = m.product_uom
    inner join uom_uom as line_unit on line_unit.id = l.product_uom_id
    inner join stock_location as to_place on to_place.id = m.location_dest_id
    where m.state = 'done' and to_place.usage <> 'inventory'
    union all
    select rel.order_line_id, case m.move_type when 'out_refund' then 1 else -1 end * i.quantity * coalesce(unit.factor / line_unit.factor, 1)
    from sale_order_line_invoice_rel as rel
    inner join sale_order_line as l on l.id = rel.order_line_id
    inner join account_move_line as i on i.id = rel.invoice_line_id
    inner join account_move as m on m.id = i.move_id and m.state = 'posted'
    left join uom_uom as unit on unit.id = i.product_uom_id
    left join uom_uom as line_unit on line_unit.id = l.product_uom_id
)
select
    own.ref::text as company,
    l.order_id || ':' || l.id as line,
    sum(part.quantity) as quantity,
    round(l.price_subtotal / l.product_uom_qty * sum(part.quantity), 2) as net
from sale_order_line as l
inner join part on part.id = l.id
inner join sale_order as o on o.id = l.order_id
inner join res_company as c on c.id = o.company_id
inner join res_partner as own on own.id = c.partner_id
inner join product_product as product on product.id = l.product_id
inner join product_template as template on template.id = product.product_tmpl_id and template.type = 'consu'
where o.state = 'sale' and l.is_downpayment is not true
group by 1, l.order_id, l.id, l.price_subtotal, l.product_uom_qty
having sum(part.quantity) > 0
order by 1, 2
