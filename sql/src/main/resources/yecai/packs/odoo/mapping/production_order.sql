select
    made.id as derive_key,
    made.id::text as entity_key,
    company.company,
    place.plant,
    'production_order' as document_type,
    made.name as document_no,
    day.start as document_date,
    product.material,
    unit.name ->> 'en_US' as unit,
    made.product_qty as planned_quantity,
    coalesce(output.quantity, 0) as completed_quantity,
    coalesce(scrap.quantity, 0) as scrapped_quantity,
    case made.state
        when 'draft' then 'planned'
        when 'confirmed' then 'released'
        when 'progress' then 'in_progress'
        when 'to_close' then 'in_progress'
        when 'done' then 'completed'
        when 'cancel' then 'cancelled'
        else made.state
    end as status,
    day.start as planned_start,
    (made.date_deadline at time zone 'UTC' at time zone company.zone)::date as planned_end,
    case when made.state in ('progress', 'to_close', 'done') then day.start end as actual_start,
    case when made.state = 'done' then (made.date_finished at time zone 'UTC' at time zone company.zone)::date end as actual_end,
    company.currency as functional_currency
from mrp_production as made
inner join st_company as company on company.id = made.company_id
cross join lateral (
    select (made.date_start at time zone 'UTC' at time zone company.zone)::date as start
) as day
left join st_product as product on product.id = made.product_id
left join uom_uom as unit on unit.id = made.product_uom_id
left join st_place as place on place.id = made.location_dest_id
left join lateral (
    select sum(move.quantity * move.unit_factor / nullif(unit.factor, 0)) as quantity
    from tx_move as move
    where move.production_id = made.id and move.product_id = made.product_id and move.scrap_id is null
) as output on true
left join lateral (
    select sum(move.quantity * move.unit_factor / nullif(unit.factor, 0)) as quantity
    from tx_move as move
    where move.production_id = made.id and move.product_id = made.product_id and move.scrap_id is not null
) as scrap on true
