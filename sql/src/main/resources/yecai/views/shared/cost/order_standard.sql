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
cross join lateral (
    select
        n.component_no, n.component_kind, n.component, n.cost_center, n.basis, n.quantity_per, n.unit, n.is_fixed, n.scrap_percent,
        n.price, n.price_unit, n.lot_size, n.version, n.standard_basis
    from canon.standard_cost as n
    where n.source = o.source and n.production_order = o.entity_key and o.document_type is distinct from 'rework'
    union all
    select
        n.component_no, n.component_kind, n.component, n.cost_center, n.basis, n.quantity_per, n.unit, n.is_fixed, n.scrap_percent,
        n.price, n.price_unit, n.lot_size, n.version, n.standard_basis
    from canon.standard_cost as n
    where
        n.source = o.source
        and n.material = o.material
        and n.plant = o.plant
        and n.production_order is null
        and n.valid_from <= o.release_date
        and (n.valid_to < o.release_date) is not true
        and o.document_type is distinct from 'rework'
        and not exists (
            select from canon.standard_cost as w where w.source = o.source and w.production_order = o.entity_key
        )
    union all
    select 1, 'material', o.material, null, null, 1, p.unit, false, 0, p.price, null, null, p.version, p.standard_basis
    from shared.standard_price as p
    where
        p.source = o.source
        and p.material = o.material
        and p.plant = o.plant
        and p.valid_from <= o.release_date
        and (p.valid_to < o.release_date) is not true
        and o.document_type = 'rework'
) as s
