select
    production.id as derive_key,
    production.id::text as entity_key,
    company.company,
    plant.plant,
    'production_order' as document_type,
    production.number as document_no,
    coalesce(production.planned_start_date, production.planned_date, production.effective_start_date) as document_date,
    product.material,
    unit.unit,
    production.quantity::text::numeric as planned_quantity,
    round(quantities.completed_quantity, 6) as completed_quantity,
    round(quantities.scrapped_quantity, 6) as scrapped_quantity,
    case production.state
        when 'request' then 'planned'
        when 'draft' then 'planned'
        when 'waiting' then 'released'
        when 'assigned' then 'released'
        when 'running' then 'in_progress'
        when 'done' then 'completed'
        when 'cancelled' then 'cancelled'
    end as status,
    production.planned_start_date as planned_start,
    production.planned_date as planned_end,
    production.effective_start_date as actual_start,
    case when production.state = 'done' then production.effective_date end as actual_end,
    release.day as release_date,
    company.currency as functional_currency,
    case
        when production.state not in ('done', 'cancelled')
            then canon.round_half_even(canon.round_half_even(estimate.material, 4) + cost.work, 4)
    end as planned_cost,
    cost.cost as stored_cost
from production as production
inner join st_company as company on company.id = production.company
inner join work_production_cost as cost on cost.id = production.id
inner join st_release as release on release.id = production.id
left join st_plant as plant on plant.id = production.warehouse
left join st_product as product on product.id = production.product
left join st_uom as unit on unit.id = production.uom
cross join lateral (
    select
        coalesce(sum(output.quantity) filter (where output.to_type <> 'lost_found'), 0) as completed_quantity,
        coalesce(sum(output.quantity) filter (where output.to_type = 'lost_found'), 0) as scrapped_quantity
    from (
        select
            move.to_type,
            case
                when move.uom = production.uom then move.quantity
                else move.quantity * move_unit.factor / nullif(unit.factor, 0)
            end as quantity
        from st_move as move
        left join st_uom as move_unit on move_unit.id = move.uom
        where
            move.production_output = production.id
            and move.state = 'done'
            and move.product = production.product
    ) as output
) as quantities
cross join lateral (
    select coalesce(sum(input.internal_quantity::text::numeric * coalesce(input.cost_price, price.cost_price, 0)), 0) as material
    from stock_move as input
    left join lateral (
        select cost_price.cost_price
        from product_cost_price as cost_price
        where cost_price.product = input.product and cost_price.company = production.company
        order by cost_price.id
        limit 1
    ) as price on true
    where input.production_input = production.id and input.state <> 'cancelled'
) as estimate
