-- What the detailed lines of done movements moved.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(m.date, 'YYYY-MM') as period,
    u.name ->> 'en_US' as currency,
    m.id::text as derive_key,
    d.quantity_product_uom as amount,
    false as excluded
from stock_move_line as d, stock_move as m, product_product as pp, product_template as t, uom_uom as u, res_company as c, res_partner as p
where
    m.id = d.move_id
    and m.state = 'done'
    and pp.id = m.product_id
    and t.id = pp.product_tmpl_id
    and u.id = t.uom_id
    and c.id = m.company_id
    and p.id = c.partner_id
