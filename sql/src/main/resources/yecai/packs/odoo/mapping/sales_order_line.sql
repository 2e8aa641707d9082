select
    sale.id as derive_key,
    sale.id || ':' || line.detail as entity_key,
    company.company,
    warehouse.code as plant,
    sale.id::text as sales_order,
    'sales_order' as document_type,
    sale.name as document_no,
    line.sequence as line_no,
    (sale.date_order at time zone 'UTC' at time zone company.zone)::date as document_date,
    partner.partner as customer,
    partner.counterparty_company,
    seller.name as salesperson,
    line.line_kind,
    product.material,
    unit.name ->> 'en_US' as unit,
    line.quantity as ordered_quantity,
    case line.line_kind when 'goods' then coalesce(delivered.quantity, 0) when 'service' then line.qty_delivered end as shipped_quantity,
    billed.quantity as invoiced_quantity,
    line.price_unit as unit_price,
    currency.name as transaction_currency,
    line.net,
    line.tax,
    line.gross,
    (sale.commitment_date at time zone 'UTC' at time zone company.zone)::date as promised_date,
    case sale.state when 'sent' then 'draft' when 'sale' then 'open' when 'cancel' then 'cancelled' else sale.state end as status,
    ahead.quantity as billed_not_delivered_quantity,
    round(line.net / nullif(line.quantity, 0) * ahead.quantity, currency.decimal_places) as billed_not_delivered_net,
    round(line.tax / nullif(line.quantity, 0) * ahead.quantity, currency.decimal_places) as billed_not_delivered_tax
from sale_order as sale
inner join work_order_line as line on line.order_id = sale.id
inner join st_company as company on company.id = sale.company_id
left join res_currency as currency on currency.id = sale.currency_id
left join st_partner as partner on partner.id = sale.partner_id
left join res_users as person on person.id = sale.user_id
left join res_partner as seller on seller.id = person.partner_id
left join stock_warehouse as warehouse on warehouse.id = sale.warehouse_id
left join st_product as product on product.id = line.product_id
left join uom_uom as unit on unit.id = line.product_uom_id
left join work_billed as billed on billed.sale_line = line.id
left join lateral (
    select sum(one.quantity) as quantity, sum(one.invoiced) as invoiced
    from work_delivery as one
    where one.sale_line = line.id
) as delivered on true
left join lateral (
    select billed.quantity - coalesce(delivered.invoiced, 0) as quantity
    where line.line_kind = 'goods'
) as ahead on true
