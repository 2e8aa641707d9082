-- Done movements of order lines to and from customers, in the order line's unit; a return without refund counts as excluded.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(m.date, 'YYYY-MM') as period,
    own.name ->> 'en_US' as currency,
    m.sale_line_id::text as derive_key,
    round(case when d.usage = 'customer' or (d.usage = 'transit' and d.company_id is null) then 1 else -1 end * m.quantity * u.factor / own.factor, 6) as amount,
    m.to_refund is not true and (m.origin_returned_move_id is not null or not (d.usage = 'customer' or (d.usage = 'transit' and d.company_id is null)))
        as excluded
from stock_move as m, sale_order_line as l, sale_order as s, stock_location as d, uom_uom as u, uom_uom as own, res_company as c, res_partner as p
where
    m.state = 'done'
    and l.id = m.sale_line_id
    and l.product_id = m.product_id
    and s.id = l.order_id
    and d.id = m.location_dest_id
    and d.usage <> 'inventory'
    and u.id = m.product_uom
    and own.id = l.product_uom_id
    and c.id = s.company_id
    and p.id = c.partner_id
    and m.quantity <> 0
