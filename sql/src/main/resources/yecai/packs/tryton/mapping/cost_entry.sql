-- Only what has happened: done input moves, done work cycles, done output moves. The rounding line brings an order
-- to Tryton's own production.cost (four decimals, half to even); the settlement line closes what the rounded unit
-- prices of the outputs leave over when the order is done.
select
    production.id as derive_key,
    production.id || ':' || entry.detail as entity_key,
    company.company,
    plant.plant,
    production.id::text as production_order,
    production.number as production_order_no,
    entry.document_type,
    production.number as document_no,
    entry.posting_date as document_date,
    entry.posting_date,
    to_char(entry.posting_date, 'YYYY-MM') as source_period,
    to_char(entry.posting_date, 'YYYY-MM') as ledger_period,
    entry.element,
    entry.entry_kind,
    entry.cost_center,
    entry.material,
    entry.quantity,
    entry.unit,
    entry.unit_cost,
    company.currency as transaction_currency,
    company.currency as functional_currency,
    entry.amount as amount_transaction,
    entry.amount as amount_functional
from production as production
inner join st_company as company on company.id = production.company
left join st_plant as plant on plant.id = production.warehouse
cross join lateral (
    select
        'm' || move.id as detail,
        'stock_move' as document_type,
        move.effective_date as posting_date,
        'material' as element,
        'issue' as entry_kind,
        null::text as cost_center,
        product.material,
        move.internal_quantity as quantity,
        product.base_unit as unit,
        coalesce(move.cost_price, price.cost_price, 0) as unit_cost,
        move.internal_quantity * coalesce(move.cost_price, price.cost_price, 0) as amount
    from st_move as move
    left join st_product as product on product.id = move.product
    left join lateral (
        select cost_price.cost_price
        from product_cost_price as cost_price
        where cost_price.product = move.product and cost_price.company = production.company
        order by cost_price.id
        limit 1
    ) as price on true
    where move.production_input = production.id and move.state = 'done'
    union all
    select
        'w' || cycle.id,
        'work_cycle',
        coalesce(production.effective_date, production.effective_start_date, production.planned_start_date),
        case
            when labor.value is not null
                then case when center.name = any(string_to_array(labor.value, ',')) then 'labor' else 'machine' end
            when center.cost_method = 'cycle' then 'machine'
            else 'labor'
        end,
        'activity',
        center.name,
        null,
        round((extract(epoch from cycle.duration) / 3600)::numeric, 6),
        'h',
        null,
        coalesce(cycle.cost, 0)
    from production_work as work
    inner join production_work_cycle as cycle on cycle.work = work.id
    left join production_work_center as center on center.id = work.work_center
    left join source_setting as labor on labor.name = 'labor_work_centers' and labor.company = ''
    where work.production = production.id and cycle.state = 'done'
    union all
    select
        'o' || move.id,
        'stock_move',
        move.effective_date,
        'material',
        case
            when move.to_type = 'lost_found' then 'abnormal_scrap'
            when move.product = production.product then 'output'
            else 'by_product'
        end,
        null,
        product.material,
        move.quantity,
        unit.unit,
        coalesce(move.unit_price, 0),
        -move.quantity * coalesce(move.unit_price, 0)
    from st_move as move
    left join st_product as product on product.id = move.product
    left join st_uom as unit on unit.id = move.uom
    where move.production_output = production.id and move.state = 'done'
    union all
    select
        'rounding',
        'rounding',
        coalesce(production.effective_date, production.effective_start_date, production.planned_start_date),
        'material',
        'issue',
        null,
        null,
        null,
        null,
        null,
        cost.cost - cost.material - cost.work
    from work_production_cost as cost
    where cost.id = production.id and cost.cost <> cost.material + cost.work
    union all
    select
        'settlement',
        'rounding',
        coalesce(production.effective_date, production.effective_start_date, production.planned_start_date),
        'material',
        'settlement',
        null,
        null,
        null,
        null,
        null,
        cost.output - cost.cost
    from work_production_cost as cost
    where cost.id = production.id and production.state = 'done' and cost.output <> cost.cost
) as entry
