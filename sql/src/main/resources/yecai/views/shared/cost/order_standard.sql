-- What a production order should cost, component by component: rows of the order's own, or else those of its material that held on the
-- day of its release. Of an order for rework that is the material itself, at its price of that day, and nothing else.
select
    o.source,
    o.entity_key as production_order,
    s.component_no,
    s.component_kind,
    s.component,
    s.cost_center,
    s.basis,
    s.quantity_per,
    s.unit,
    coalesce(s.is_fixed, false) as is_fixed,
    coalesce(s.scrap_percent, 0) as scrap_percent,
    s.price / coalesce(nullif(s.price_unit, 0), 1) as price,
    s.lot_size,
    s.version,
    s.standard_basis
from canon.production_order as o
inner join canon.standard_cost as s on s.source = o.source and s.production_order = o.entity_key
where o.document_type is distinct from 'rework'
union all
select
    o.source,
    o.entity_key,
    s.component_no,
    s.component_kind,
    s.component,
    s.cost_center,
    s.basis,
    s.quantity_per,
    s.unit,
    coalesce(s.is_fixed, false),
    coalesce(s.scrap_percent, 0),
    s.price / coalesce(nullif(s.price_unit, 0), 1),
    s.lot_size,
    s.version,
    s.standard_basis
from canon.production_order as o
inner join canon.standard_cost as s
    on s.source = o.source
    and s.material = o.material
    and s.plant = o.plant
    and s.production_order is null
    and s.valid_from <= o.release_date
    and (s.valid_to < o.release_date) is not true
where
    o.document_type is distinct from 'rework'
    and not exists (
        select from canon.standard_cost as n where n.source = o.source and n.production_order = o.entity_key
    )
union all
select
    o.source,
    o.entity_key,
    1,
    'material',
    o.material,
    null,
    null,
    1,
    p.unit,
    false,
    0,
    p.price,
    null,
    p.version,
    p.standard_basis
from canon.production_order as o
inner join shared.standard_price as p
    on p.source = o.source
    and p.material = o.material
    and p.plant = o.plant
    and p.valid_from <= o.release_date
    and (p.valid_to < o.release_date) is not true
where o.document_type = 'rework'
