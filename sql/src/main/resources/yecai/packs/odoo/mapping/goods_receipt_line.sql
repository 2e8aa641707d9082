-- A receipt is worth what Odoo values the movement at: the order's price, and the bill's when that is posted, so that the value of an
-- earlier receipt changes. Subcontracted goods have the value with which their order delivers them.
select
    receipt.id as derive_key,
    receipt.id::text as entity_key,
    receipt.company,
    coalesce(receipt.to_plant, receipt.from_plant) as plant,
    case when receipt.sign < 0 then 'return' else 'goods_receipt' end as document_type,
    coalesce(picking.name, receipt.reference) as document_no,
    receipt.day as document_date,
    receipt.day as posting_date,
    to_char(receipt.day, 'YYYY-MM') as source_period,
    purchase.id::text as purchase_order,
    purchase.id || ':' || line.id as purchase_order_line,
    partner.partner as supplier,
    partner.counterparty_company,
    receipt.material,
    receipt.unit,
    receipt.sign * receipt.quantity as quantity,
    line.price_unit as unit_price,
    currency.name as transaction_currency,
    round(
        line.price_subtotal / nullif(line.product_qty, 0) * receipt.sign * receipt.quantity * receipt.unit_factor / nullif(unit.factor, 0),
        currency.decimal_places
    ) as net,
    company.currency as functional_currency,
    round(receipt.sign * coalesce(receipt.value, made.value), company.digits) as net_functional,
    case when receipt.sign < 0 then receipt.origin_returned_move_id::text end as reverses
from work_receipt as receipt
inner join buying_order_line as line on line.id = receipt.purchase_line_id
inner join buying_order as purchase on purchase.id = line.order_id
inner join st_company as company on company.id = receipt.company_id
left join res_currency as currency on currency.id = purchase.currency_id
left join st_partner as partner on partner.id = purchase.partner_id
left join uom_uom as unit on unit.id = line.product_uom_id
left join stock_picking as picking on picking.id = receipt.picking_id
left join lateral (
    select sum(goods.value) as value
    from stock_move_move_rel as rel
    inner join stock_move as goods on goods.id = rel.move_orig_id and goods.state = 'done' and goods.production_id is not null
    where rel.move_dest_id = receipt.id
) as made on true
where receipt.sign <> 0 and purchase.state in ('purchase', 'done', 'cancel')
