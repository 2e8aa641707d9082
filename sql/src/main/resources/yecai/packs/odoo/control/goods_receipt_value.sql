-- Done movements of purchase order lines from and to suppliers; a return without refund counts as excluded.
select
    coalesce(nullif(p.ref, ''), '#' || c.id) as company,
    to_char(m.date, 'YYYY-MM') as period,
    money.name::text as currency,
    m.id::text as derive_key,
    case when (
        d.usage = 'supplier'
        or m.origin_returned_move_id in (
            select b.id
            from stock_move as b, stock_location as s
            where s.id = b.location_dest_id and s.usage <> 'supplier' and b.state = 'done' and b.origin_returned_move_id is null
        )
    ) then -1 else 1 end * coalesce(m.value, (
        select sum(g.value) from stock_move as g, stock_move_move_rel as r where r.move_dest_id = m.id and g.id = r.move_orig_id and g.production_id is not null and g.state = 'done'
    )) as amount,
    case
        when (
        d.usage = 'supplier'
        or m.origin_returned_move_id in (
            select b.id
            from stock_move as b, stock_location as s
            where s.id = b.location_dest_id and s.usage <> 'supplier' and b.state = 'done' and b.origin_returned_move_id is null
        )
    ) then m.origin_returned_move_id is not null and m.to_refund is not true
        else
            m.to_refund is not true
            and m.origin_returned_move_id in (
                select b.id from stock_move as b, stock_location as s where s.id = b.location_dest_id and s.usage = 'supplier' and b.state = 'done'
            )
    end is true as excluded
from stock_move as m, purchase_order_line as l, purchase_order as o, stock_location as d, uom_uom as u, res_company as c, res_partner as p, res_currency as money
where
    m.state = 'done'
    and l.id = m.purchase_line_id
    and l.product_id = m.product_id
    and o.id = l.order_id
    and o.state in ('purchase', 'done', 'cancel')
    and d.id = m.location_dest_id
    and u.id = m.product_uom
    and c.id = m.company_id
    and p.id = c.partner_id
    and money.id = c.currency_id
