-- Delivered: done movements to a customer less those that come back to be refunded. Invoiced: lines of posted invoices less credit notes.
with delivered as (
    select
        m.sale_line_id as id,
        sum(
            m.quantity * unit.factor / line_unit.factor
            * case
                when to_place.usage = 'customer' or (to_place.usage = 'transit' and to_place.company_id is null)
                    then case when m.origin_returned_move_id is null or m.to_refund then 1 else 0 end
                when m.to_refund then -1
                else 0
            end
        ) as quantity
    from stock_move as m
    inner join sale_order_line as l on l.id = m.sale_line_id and l.product_id = m.product_id
    inner join uom_uom as unit on unit.id = m.product_uom
    inner join uom_uom as line_unit on line_unit.id = l.product_uom_id
    inner join stock_location as to_place on to_place.id = m.location_dest_id
    where m.state = 'done' and to_place.usage <> 'inventory'
    group by 1
),
invoiced as (
    select
        rel.order_line_id as id,
        sum(sign.factor * i.quantity * coalesce(unit.factor / line_unit.factor, 1)) as quantity,
        sum(sign.factor * i.price_subtotal) as net,
        sum(sign.factor * i.price_total) as gross
    from sale_order_line_invoice_rel as rel
    inner join sale_order_line as l on l.id = rel.order_line_id
    inner join account_move_line as i on i.id = rel.invoice_line_id
    inner join account_move as m on m.id = i.move_id and m.state = 'posted'
    left join uom_uom as unit on unit.id = i.product_uom_id
    left join uom_uom as line_unit on line_unit.id = l.product_uom_id
    cross join lateral (select case m.move_type when 'out_refund' then -1 else 1 end as factor) as sign
    group by 1
)
select
    own.ref::text as company,
    l.order_id || ':' || l.id as line,
    l.product_uom_qty as ordered,
    l.price_subtotal as ordered_net,
    l.price_total as ordered_gross,
    case when template.type = 'consu' and l.is_expense is not true then coalesce(delivered.quantity, 0) else 0 end as delivered,
    coalesce(invoiced.quantity, 0) as invoiced
from sale_order_line as l
inner join sale_order as o on o.id = l.order_id
inner join res_company as c on c.id = o.company_id
inner join res_partner as own on own.id = c.partner_id
left join product_product as product on product.id = l.product_id
left join product_template as template on template.id = product.product_tmpl_id
left join delivered on delivered.id = l.id
left join invoiced on invoiced.id = l.id
where l.display_type is null
order by 1, 2
