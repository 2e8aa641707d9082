-- Goods that left against an order line, or came back, at the order's price and tax, rounded as Tryton rounds what it bills,
-- and in functional currency at the rate of the day of the delivery. Unbilled is the share of it by quantity, rounded as in
-- finance.unbilled_movement.
select
    line.id as derive_key,
    'l' || line.id || ':' || delivery.move as entity_key,
    company.company,
    plant.plant,
    coalesce(document.document_type, 'stock_move') as document_type,
    document.document_no,
    delivery.effective_date as document_date,
    delivery.effective_date as posting_date,
    to_char(delivery.effective_date, 'YYYY-MM') as source_period,
    to_char(delivery.effective_date, 'YYYY-MM') as ledger_period,
    case
        when move.from_type = 'supplier' or move.to_type = 'supplier' then 'drop_shipment'
        when delivery.quantity < 0 then 'return'
        else 'shipment'
    end as shipment_kind,
    sale.id::text as sales_order,
    sale.id || ':' || line.id as sales_order_line,
    party.code as customer,
    counterparty.company as counterparty_company,
    product.material,
    unit.unit,
    delivery.quantity,
    delivery.effective_date as shipment_date,
    delivery.effective_date as recognized_date,
    currency.code as transaction_currency,
    value.net,
    value.tax,
    company.currency as functional_currency,
    value.net_functional,
    value.tax_functional,
    delivery.invoiced as invoiced_quantity,
    delivery.quantity - delivery.invoiced as unbilled_quantity,
    round(value.net * open.share, currency.digits) as unbilled_net,
    round(value.tax * open.share, currency.digits) as unbilled_tax,
    round(value.net_functional * open.share, company.digits) as unbilled_net_functional,
    round(value.tax_functional * open.share, company.digits) as unbilled_tax_functional,
    true as unconditional
from st_taxed_order_line as line
inner join sale_sale as sale on sale.id = line.order_id
inner join st_company as company on company.id = sale.company
inner join currency_currency as currency on currency.id = sale.currency
inner join work_delivery as delivery on delivery.type = 'out' and delivery.order_line = line.id
inner join st_move as move on move.id = delivery.move
left join party_party as party on party.id = sale.party
left join st_company as counterparty on counterparty.party = sale.party
left join st_plant as plant on plant.id = sale.warehouse
left join st_product as product on product.id = line.product
left join st_uom as unit on unit.id = line.unit
left join lateral (
    select 'shipment' as document_type, shipment.number as document_no
    from stock_shipment_out as shipment
    where move.shipment_model = 'stock.shipment.out' and shipment.id = move.shipment_id
    union all
    select 'return', shipment.number
    from stock_shipment_out_return as shipment
    where move.shipment_model = 'stock.shipment.out.return' and shipment.id = move.shipment_id
) as document on true
cross join lateral (
    select
        case
            when sale.currency = company.currency_id then 1
            else (
                select rate.rate
                from currency_currency_rate as rate
                where rate.currency = company.currency_id and rate.date <= delivery.effective_date
                order by rate.date desc, rate.id desc
                limit 1
            ) / nullif((
                select rate.rate
                from currency_currency_rate as rate
                where rate.currency = sale.currency and rate.date <= delivery.effective_date
                order by rate.date desc, rate.id desc
                limit 1
            ), 0)
        end as rate
) as price
cross join lateral (
    select
        canon.round_half_even(delivery.quantity * line.unit_price, currency.digits) as net,
        canon.round_half_even(delivery.quantity * line.unit_tax, currency.digits) as tax,
        canon.round_half_even(delivery.quantity * line.unit_price * price.rate, company.digits) as net_functional,
        canon.round_half_even(delivery.quantity * line.unit_tax * price.rate, company.digits) as tax_functional
) as value
cross join lateral (
    select (delivery.quantity - delivery.invoiced) / nullif(delivery.quantity, 0) as share
) as open
where line.type = 'out'
