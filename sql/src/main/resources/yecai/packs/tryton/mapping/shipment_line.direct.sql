-- Goods that went to a customer, or came back, without an order: samples, corrections. Tryton never bills them.
select
    move.id as derive_key,
    'm' || move.id as entity_key,
    company.company,
    coalesce(source.plant, target.plant) as plant,
    coalesce(document.document_type, 'stock_move') as document_type,
    document.document_no,
    move.effective_date as document_date,
    move.effective_date as posting_date,
    to_char(move.effective_date, 'YYYY-MM') as source_period,
    to_char(move.effective_date, 'YYYY-MM') as ledger_period,
    case when move.to_type = 'customer' then 'shipment' else 'return' end as shipment_kind,
    customer.code as customer,
    product.material,
    unit.unit,
    case when move.to_type = 'customer' then move.quantity else -move.quantity end as quantity,
    move.effective_date as shipment_date,
    currency.code as transaction_currency,
    company.currency as functional_currency
from st_move as move
inner join st_company as company on company.id = move.company
left join st_plant as source on source.id = move.from_location
left join st_plant as target on target.id = move.to_location
left join st_product as product on product.id = move.product
left join st_uom as unit on unit.id = move.uom
left join currency_currency as currency on currency.id = move.currency
left join sale_line as line on move.origin_model = 'sale.line' and line.id = move.origin_id and line.type = 'line'
left join lateral (
    select 'shipment' as document_type, shipment.number as document_no, shipment.customer
    from stock_shipment_out as shipment
    where move.shipment_model = 'stock.shipment.out' and shipment.id = move.shipment_id
    union all
    select 'return', shipment.number, shipment.customer
    from stock_shipment_out_return as shipment
    where move.shipment_model = 'stock.shipment.out.return' and shipment.id = move.shipment_id
) as document on true
left join party_party as customer on customer.id = document.customer
where
    move.state = 'done'
    and (move.from_type = 'customer') <> (move.to_type = 'customer')
    and line.id is null
