-- What one piece of an order takes of the materials on its bill of material, and yields besides, in their base units and at their cost prices
-- of the day of its release: the price that the history has for that day, or else the first one that is known.
select
    production.id as production,
    row_number() over (partition by production.id order by line.component_kind desc, line.id) as component_no,
    line.component_kind,
    product.material as component,
    round(
        line.quantity * line_unit.factor / nullif(base_unit.factor, 0) / nullif(made.quantity, 0), 6
    ) as quantity_per,
    product.base_unit as unit,
    coalesce(dated.cost_price, price.cost_price) as price,
    'bom ' || production.bom as version
from production as production
inner join st_release as release on release.id = production.id
left join st_uom as unit on unit.id = production.uom
cross join lateral (
    select sum(output.quantity::text::numeric * output_unit.factor / nullif(unit.factor, 0)) as quantity
    from production_bom_output as output
    inner join st_uom as output_unit on output_unit.id = output.uom
    where output.bom = production.bom and output.product = production.product
) as made
cross join lateral (
    select 'material' as component_kind, input.id, input.product, input.quantity::text::numeric as quantity, input.uom
    from production_bom_input as input
    where input.bom = production.bom
    union all
    select 'by_product', output.id, output.product, output.quantity::text::numeric, output.uom
    from production_bom_output as output
    where output.bom = production.bom and output.product <> production.product
) as line
inner join st_product as product on product.id = line.product
inner join st_uom as line_unit on line_unit.id = line.uom
inner join st_uom as base_unit on base_unit.id = product.default_uom
left join lateral (
    select history.cost_price
    from product_cost_price__history as history
    cross join lateral (select coalesce(history.write_date, history.create_date)::date as day) as known
    where history.product = line.product and history.company = production.company and history.cost_price is not null
    order by
        known.day <= release.day desc,
        case when known.day <= release.day then history.__id end desc,
        history.__id
    limit 1
) as dated on true
left join lateral (
    select cost_price.cost_price
    from product_cost_price as cost_price
    where cost_price.product = line.product and cost_price.company = production.company
    order by cost_price.id
    limit 1
) as price on true
where release.day is not null
