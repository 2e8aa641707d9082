-- Progress of each production order, in quantities and dates; no cost and no customer.
select
    o.source,
    o.company,
    o.plant,
    o.document_no as production_order,
    o.status,
    o.material,
    mn.name as material_name,
    o.unit,
    o.planned_quantity,
    o.completed_quantity,
    o.scrapped_quantity,
    round(o.completed_quantity / nullif(o.planned_quantity, 0), 6) as completed_share,
    o.planned_start,
    o.planned_end,
    o.actual_start,
    o.actual_end,
    o.applied_at
from canon.production_order as o
left join lateral (
    select m.name
    from canon.material as m
    where m.source = o.source and m.material = o.material
    limit 1
) as mn on true
