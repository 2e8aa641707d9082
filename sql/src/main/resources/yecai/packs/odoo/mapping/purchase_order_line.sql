select
    purchase.id as derive_key,
    purchase.id || ':' || line.detail as entity_key,
    company.company,
    warehouse.code as plant,
    purchase.id::text as purchase_order,
    'purchase_order' as document_type,
    purchase.name as document_no,
    line.sequence as line_no,
    (coalesce(purchase.date_approve, purchase.date_order) at time zone 'UTC' at time zone company.zone)::date as document_date,
    partner.partner as supplier,
    partner.counterparty_company,
    product.material,
    unit.name ->> 'en_US' as unit,
    line.quantity as ordered_quantity,
    case when product.type = 'consu' then coalesce(received.quantity, 0) else line.qty_received end as received_quantity,
    billed.quantity as invoiced_quantity,
    line.price_unit as unit_price,
    currency.name as transaction_currency,
    line.net,
    line.tax,
    line.gross,
    (line.date_planned at time zone 'UTC' at time zone company.zone)::date as promised_date,
    coalesce(product.type = 'consu', false) as needs_receipt,
    case purchase.state when 'cancel' then 'cancelled' when 'done' then 'closed' else 'open' end as status
from buying_order as purchase
inner join work_purchase_line as line on line.order_id = purchase.id
inner join st_company as company on company.id = purchase.company_id
left join res_currency as currency on currency.id = purchase.currency_id
left join st_partner as partner on partner.id = purchase.partner_id
left join st_product as product on product.id = line.product_id
left join uom_uom as unit on unit.id = line.product_uom_id
left join stock_picking_type as picking on picking.id = purchase.picking_type_id
left join stock_warehouse as warehouse on warehouse.id = picking.warehouse_id
left join lateral (
    select sum(one.sign * one.base_quantity * product.base_factor / nullif(unit.factor, 0)) as quantity
    from work_receipt as one
    where one.purchase_line_id = line.id
) as received on true
left join lateral (
    select
        coalesce(sum(
            case move.move_type when 'in_refund' then -1 else 1 end
            * item.quantity * coalesce(item_unit.factor / nullif(unit.factor, 0), 1)
        ), 0) as quantity
    from account_move_line as item
    inner join account_move as move on move.id = item.move_id and move.state = 'posted'
    left join uom_uom as item_unit on item_unit.id = item.product_uom_id
    where item.purchase_line_id = line.id and item.display_type = 'product'
    having line.id is not null
) as billed on true
where purchase.state in ('purchase', 'done', 'cancel')
