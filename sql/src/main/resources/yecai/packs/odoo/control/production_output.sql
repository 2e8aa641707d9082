-- Done movements of the ordered product out of production, scrap apart, in the order's unit.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(o.date_start, 'YYYY-MM') as period,
    own.name ->> 'en_US' as currency,
    o.id::text as derive_key,
    coalesce((
        select sum(m.quantity * u.factor / own.factor)
        from stock_move as m, uom_uom as u
        where m.production_id = o.id and m.product_id = o.product_id and m.state = 'done' and m.scrap_id is null and u.id = m.product_uom
    ), 0) as amount,
    false as excluded
from mrp_production as o, uom_uom as own, res_company as c, res_partner as p
where own.id = o.product_uom_id and c.id = o.company_id and p.id = c.partner_id
