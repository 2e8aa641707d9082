-- Tryton dates no bill of material, so what an order should cost is recorded when the order is first seen released (PACKS.md), and is not what
-- its bill says later. Hours are on no bill: they have no standard.
select
    production.id as derive_key,
    production.id || ':' || standard.component_no as entity_key,
    company.company,
    plant.plant,
    product.material,
    production.id::text as production_order,
    standard.component_no,
    standard.component_kind,
    standard.component,
    standard.quantity_per,
    standard.unit,
    standard.price,
    standard.functional_currency,
    standard.version,
    standard.standard_basis
from production as production
inner join st_company as company on company.id = production.company
left join st_plant as plant on plant.id = production.warehouse
left join st_product as product on product.id = production.product
cross join lateral (
    select
        recorded.component_no,
        recorded.component_kind,
        recorded.component,
        recorded.quantity_per,
        recorded.unit,
        recorded.price,
        recorded.functional_currency,
        recorded.version,
        recorded.standard_basis
    from recorded_standard as recorded
    where recorded.production_order = production.id::text
    union all
    select
        planned.component_no::integer,
        planned.component_kind,
        planned.component,
        planned.quantity_per,
        planned.unit,
        planned.price,
        company.currency,
        planned.version,
        'planned'
    from work_planned_component as planned
    where
        planned.production = production.id
        and not exists (select from recorded_standard as recorded where recorded.production_order = production.id::text)
) as standard
