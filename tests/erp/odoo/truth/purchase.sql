-- What Odoo stores of each purchase order line.
select
    own.ref::text as company,
    l.order_id || ':' || l.id as line,
    l.product_qty as ordered,
    l.price_subtotal as net,
    l.qty_received as received
from purchase_order_line as l
inner join purchase_order as o on o.id = l.order_id and o.state in ('purchase', 'done', 'cancel')
inner join res_company as c on c.id = o.company_id
inner join res_partner as own on own.id = c.partner_id
where l.display_type is null
order by 1, 2
