-- The ERP keeps a unit standard cost, frozen at release; the canonical figure is that of the good output.
select
    o.id as derive_key,
    o.id::text as entity_key,
    o.company,
    o.plant,
    o.order_type as document_type,
    o.number as document_no,
    o.order_date as document_date,
    coalesce(o.released_date, case when o.status <> 'planned' then o.order_date end) as release_date,
    o.material,
    o.uom as unit,
    o.planned_quantity,
    o.completed_quantity,
    o.scrapped_quantity,
    o.status,
    o.planned_start,
    o.planned_end,
    o.actual_start,
    o.actual_end,
    o.currency as functional_currency,
    o.planned_cost,
    round(o.standard_cost * o.completed_quantity, c.decimals) as standard_cost,
    o.actual_cost as stored_cost
from production_orders as o
left join currencies as c on c.code = o.currency
