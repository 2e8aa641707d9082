-- On hand and its value: what Odoo shows, quantity times the price that it keeps per company.
select
    own.ref::text as company,
    product.default_code::text as material,
    sum(q.quantity) as quantity,
    round(sum(q.quantity) * coalesce(product.standard_price ->> c.id::text, '0')::numeric, 2) as amount
from stock_quant as q
inner join stock_location as place on place.id = q.location_id and place.usage in ('internal', 'transit')
inner join res_company as c on c.id = place.company_id
inner join res_partner as own on own.id = c.partner_id
inner join product_product as product on product.id = q.product_id
group by 1, product.id, 2, c.id
order by 1, 2
