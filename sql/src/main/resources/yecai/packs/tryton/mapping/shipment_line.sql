-- Goods that left against an order line, or came back. Unbilled is valued at the order's price and tax, unrounded,
-- and in functional currency at the rate of the day of the delivery.
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
    delivery.quantity * line.unit_price as net,
    delivery.quantity * line.unit_tax as tax,
    company.currency as functional_currency,
    delivery.invoiced as invoiced_quantity,
    delivery.quantity - delivery.invoiced as unbilled_quantity,
    (delivery.quantity - delivery.invoiced) * line.unit_price as unbilled_net,
    (delivery.quantity - delivery.invoiced) * line.unit_tax as unbilled_tax,
    (delivery.quantity - delivery.invoiced) * line.unit_price * price.rate as unbilled_net_functional,
    (delivery.quantity - delivery.invoiced) * line.unit_tax * price.rate as unbilled_tax_functional,
    true as unconditional
from st_sale_line as line
inner join sale_sale as sale on sale.id = line.sale
inner join st_company as company on company.id = sale.company
inner join currency_currency as currency on currency.id = sale.currency
inner join work_delivery as delivery on delivery.sale_line = line.id
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
