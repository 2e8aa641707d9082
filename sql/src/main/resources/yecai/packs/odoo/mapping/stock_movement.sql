-- One row for a movement, another for the part of it that belongs to somebody else, which has no value. Quantities in the base unit are
-- those of the detailed lines, by which Odoo moves its stock.
select
    move.id as derive_key,
    move.id || case when detail.is_theirs then ':owner' else '' end as entity_key,
    move.company,
    coalesce(move.to_plant, move.from_plant) as plant,
    case when made.id is null then 'stock_move' else 'production_order' end as document_type,
    coalesce(made.name, move.reference) as document_no,
    move.day as document_date,
    move.day as posting_date,
    to_char(move.day, 'YYYY-MM') as source_period,
    case
        when move.scrap_id is not null then 'scrap'
        when move.from_usage = 'supplier' and move.to_usage = 'customer' then 'drop_shipment'
        when move.from_usage = 'customer' and move.to_usage = 'supplier' then 'return'
        when move.from_usage = 'supplier' then 'receipt'
        when move.to_usage = 'customer' then 'shipment'
        when move.from_usage = 'customer' or move.to_usage = 'supplier' then 'return'
        when move.to_usage = 'production' then 'production_issue'
        when move.from_usage = 'production' then 'production_output'
        when move.from_usage = 'inventory' or move.to_usage = 'inventory' then 'adjustment'
        else 'transfer'
    end as movement_kind,
    move.material,
    move.from_place as from_location,
    move.to_place as to_location,
    coalesce(owner.of_target, owner.of_source) as owner,
    owner.of_source as from_owner,
    owner.of_target as to_owner,
    detail.quantity / nullif(move.unit_factor, 0) * product.base_factor as quantity,
    move.unit,
    detail.quantity as base_quantity,
    move.base_unit,
    round(worth.amount / nullif(detail.quantity, 0), 6) as unit_cost,
    move.currency as functional_currency,
    worth.amount as amount_functional,
    made.id::text as production_order,
    sold.order_id || ':' || sold.id as sales_order_line,
    customer.partner as customer,
    supplier.partner as supplier
from tx_move as move
inner join res_company as company on company.id = move.company_id
inner join st_product as product on product.id = move.product_id
cross join lateral (
    select
        line.owner_id is not null and line.owner_id <> company.partner_id as is_theirs,
        sum(line.quantity_product_uom) as quantity
    from stock_move_line as line
    where line.move_id = move.id
    group by 1
) as detail
cross join lateral (
    select
        case when not move.from_owned then null when detail.is_theirs then 'consignment' when move.from_usage = 'transit' then 'in_transit' else 'own' end
            as of_source,
        case when not move.to_owned then null when detail.is_theirs then 'consignment' when move.to_usage = 'transit' then 'in_transit' else 'own' end
            as of_target
) as owner
cross join lateral (
    select case when detail.is_theirs then 0 when move.from_owned <> move.to_owned then round(move.value, move.digits) end as amount
) as worth
left join mrp_production as made on made.id = coalesce(move.production_id, move.raw_material_production_id)
left join sale_order_line as sold on sold.id = move.sale_line_id
left join sale_order as sale on sale.id = sold.order_id
left join st_partner as customer on customer.id = sale.partner_id
left join buying_order_line as bought on bought.id = move.purchase_line_id
left join buying_order as purchase on purchase.id = bought.order_id
left join st_partner as supplier on supplier.id = purchase.partner_id
