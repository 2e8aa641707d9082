-- Done movements of stock, with the day on which they happened where the company is.
select
    move.id,
    move.company_id,
    company.company,
    company.currency,
    company.digits,
    move.product_id,
    product.material,
    product.base_unit,
    unit.name ->> 'en_US' as unit,
    move.quantity,
    move.quantity * unit.factor / nullif(product.base_factor, 0) as base_quantity,
    unit.factor as unit_factor,
    (move.date at time zone 'UTC' at time zone company.zone)::date as day,
    move.date as moment,
    move.value,
    move.reference,
    move.picking_id,
    move.production_id,
    move.raw_material_production_id,
    move.scrap_id,
    move.sale_line_id,
    move.purchase_line_id,
    coalesce(move.to_refund, false) as to_refund,
    move.origin_returned_move_id,
    source.place as from_place,
    source.usage as from_usage,
    source.owned as from_owned,
    source.plant as from_plant,
    target.place as to_place,
    target.usage as to_usage,
    target.owned as to_owned,
    target.company_id as to_company_id,
    target.plant as to_plant
from stock_move as move
inner join st_company as company on company.id = move.company_id
left join st_product as product on product.id = move.product_id
left join uom_uom as unit on unit.id = move.product_uom
left join st_place as source on source.id = move.location_id
left join st_place as target on target.id = move.location_dest_id
where move.state = 'done'
