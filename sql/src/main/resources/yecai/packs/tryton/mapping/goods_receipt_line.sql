-- Goods that came from a supplier, or went back, at the order's price, and in functional currency at the rate of the day, rounded as Tryton
-- posts it. An invoice at another price rewrites the price of the move, not what was posted.
select
    move.id as derive_key,
    move.id::text as entity_key,
    company.company,
    coalesce(target.plant, source.plant) as plant,
    case when received.sign > 0 then 'goods_receipt' else 'return' end as document_type,
    document.document_no,
    move.effective_date as document_date,
    move.effective_date as posting_date,
    to_char(move.effective_date, 'YYYY-MM') as source_period,
    to_char(move.effective_date, 'YYYY-MM') as ledger_period,
    line.order_id::text as purchase_order,
    line.order_id || ':' || line.id as purchase_order_line,
    party.code as supplier,
    counterparty.company as counterparty_company,
    product.material,
    unit.unit,
    received.sign * move.quantity as quantity,
    round(price.unit_price, 6) as unit_price,
    currency.code as transaction_currency,
    canon.round_half_even(received.sign * move.quantity * price.unit_price, currency.digits) as net,
    company.currency as functional_currency,
    canon.round_half_even(received.sign * move.quantity * price.unit_price * day.rate, company.digits) as net_functional
from st_move as move
inner join st_company as company on company.id = move.company
cross join lateral (select case when move.from_type = 'supplier' then 1 else -1 end as sign) as received
left join st_order_line as line on line.type = 'in' and move.origin_model = 'purchase.line' and line.id = move.origin_id
left join purchase_purchase as purchase on purchase.id = line.order_id
left join st_plant as source on source.id = move.from_location
left join st_plant as target on target.id = move.to_location
left join st_product as product on product.id = move.product
left join st_uom as unit on unit.id = move.uom
left join st_uom as line_unit on line_unit.id = line.unit
left join currency_currency as currency on currency.id = coalesce(purchase.currency, move.currency)
left join lateral (
    select shipment.number as document_no, shipment.supplier
    from stock_shipment_in as shipment
    where move.shipment_model = 'stock.shipment.in' and shipment.id = move.shipment_id
    union all
    select shipment.number, shipment.supplier
    from stock_shipment_in_return as shipment
    where move.shipment_model = 'stock.shipment.in.return' and shipment.id = move.shipment_id
) as document on true
left join party_party as party on party.id = coalesce(purchase.party, document.supplier)
left join st_company as counterparty on counterparty.party = party.id
cross join lateral (
    select
        case
            when line.id is null then move.unit_price
            when move.uom = line.unit then line.unit_price
            else line.unit_price * unit.factor / nullif(line_unit.factor, 0)
        end as unit_price
) as price
cross join lateral (
    select
        case
            when currency.id = company.currency_id then 1
            else (
                select rate.rate
                from currency_currency_rate as rate
                where rate.currency = company.currency_id and rate.date <= move.effective_date
                order by rate.date desc, rate.id desc
                limit 1
            ) / nullif((
                select rate.rate
                from currency_currency_rate as rate
                where rate.currency = currency.id and rate.date <= move.effective_date
                order by rate.date desc, rate.id desc
                limit 1
            ), 0)
        end as rate
) as day
where move.state = 'done' and (move.from_type = 'supplier') <> (move.to_type = 'supplier')
