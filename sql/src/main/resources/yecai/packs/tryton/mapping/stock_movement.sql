select
    move.id as derive_key,
    move.id::text as entity_key,
    company.company,
    coalesce(target.plant, source.plant, produced.plant) as plant,
    case
        when production.id is not null then 'production_order'
        else coalesce(document.document_type, move.origin_model)
    end as document_type,
    coalesce(production.number, document.document_no) as document_no,
    move.effective_date as document_date,
    move.effective_date as posting_date,
    to_char(move.effective_date, 'YYYY-MM') as source_period,
    to_char(move.effective_date, 'YYYY-MM') as ledger_period,
    case
        when move.from_type = 'supplier' and move.to_type = 'customer' then 'drop_shipment'
        when move.from_type = 'customer' and move.to_type = 'supplier' then 'return'
        when move.from_type = 'supplier' then 'receipt'
        when move.to_type = 'customer' then 'shipment'
        when move.from_type = 'customer' or move.to_type = 'supplier' then 'return'
        when move.from_type = 'lost_found' or move.to_type = 'lost_found' then 'adjustment'
        when move.to_type = 'production' then 'production_issue'
        when move.from_type = 'production' then 'production_output'
        else 'transfer'
    end as movement_kind,
    product.material,
    move.from_code as from_location,
    move.to_code as to_location,
    coalesce(place.to_owner, place.from_owner) as owner,
    place.from_owner,
    place.to_owner,
    move.quantity,
    unit.unit,
    move.internal_quantity as base_quantity,
    product.base_unit,
    round(value.amount / nullif(move.internal_quantity, 0), 6) as unit_cost,
    company.currency as functional_currency,
    canon.round_half_even(value.amount, company.digits) as amount_functional,
    production.id::text as production_order,
    case when line.id is not null then line.sale || ':' || line.id end as sales_order_line,
    coalesce(customer.code, sale_party.code) as customer,
    supplier.code as supplier
from st_move as move
inner join st_company as company on company.id = move.company
-- what is neither in store nor on its way between stores is outside the books
cross join lateral (
    select
        case move.from_type when 'storage' then 'own' when 'transit' then 'in_transit' end as from_owner,
        case move.to_type when 'storage' then 'own' when 'transit' then 'in_transit' end as to_owner
) as place
left join st_product as product on product.id = move.product
left join st_uom as unit on unit.id = move.uom
left join st_plant as source on source.id = move.from_location
left join st_plant as target on target.id = move.to_location
left join production as production on production.id = coalesce(move.production_input, move.production_output)
left join st_plant as produced on produced.id = production.warehouse
left join sale_line as line on move.origin_model = 'sale.line' and line.id = move.origin_id
left join sale_sale as sale on sale.id = line.sale
left join party_party as sale_party on sale_party.id = sale.party
left join lateral (
    select 'shipment' as document_type, shipment.number as document_no, shipment.customer, null::integer as supplier
    from stock_shipment_out as shipment
    where move.shipment_model = 'stock.shipment.out' and shipment.id = move.shipment_id
    union all
    select 'return', shipment.number, shipment.customer, null
    from stock_shipment_out_return as shipment
    where move.shipment_model = 'stock.shipment.out.return' and shipment.id = move.shipment_id
    union all
    select 'receipt', shipment.number, null, shipment.supplier
    from stock_shipment_in as shipment
    where move.shipment_model = 'stock.shipment.in' and shipment.id = move.shipment_id
    union all
    select 'return', shipment.number, null, shipment.supplier
    from stock_shipment_in_return as shipment
    where move.shipment_model = 'stock.shipment.in.return' and shipment.id = move.shipment_id
    union all
    select 'internal', shipment.number, null, null
    from stock_shipment_internal as shipment
    where move.shipment_model = 'stock.shipment.internal' and shipment.id = move.shipment_id
) as document on true
left join party_party as customer on customer.id = document.customer
left join party_party as supplier on supplier.id = document.supplier
left join lateral (
    -- As Tryton posts it. What comes in is worth its unit price at the day's rate; cost_price of a receipt is the average before it.
    select
        case
            when move.from_type in ('supplier', 'production')
                then
                    move.quantity * move.unit_price
                    * case when move.currency = company.currency_id then 1 else own_rate.rate / nullif(move_rate.rate, 0) end
            else move.internal_quantity * move.cost_price
        end as amount
    from (select 1) as once
    left join lateral (
        select rate.rate
        from currency_currency_rate as rate
        where rate.currency = move.currency and rate.date <= move.effective_date
        order by rate.date desc, rate.id desc
        limit 1
    ) as move_rate on true
    left join lateral (
        select rate.rate
        from currency_currency_rate as rate
        where rate.currency = company.currency_id and rate.date <= move.effective_date
        order by rate.date desc, rate.id desc
        limit 1
    ) as own_rate on true
) as value on true
where move.state = 'done'
