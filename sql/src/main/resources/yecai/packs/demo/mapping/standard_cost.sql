-- One derive key per plant and material, since a standard holds until the next one.
select
    i.plant || '/' || i.material as derive_key,
    i.plant || '/' || i.material || ':' || i.valid_from || '/' || i.item_no as entity_key,
    p.company,
    i.plant,
    i.material,
    i.item_no as component_no,
    i.item_kind as component_kind,
    i.component,
    i.cost_center,
    case i.item_kind when 'overhead' then 'labor_cost' end as basis,
    i.quantity as quantity_per,
    i.uom as unit,
    i.is_fixed,
    i.scrap_percent,
    i.price,
    i.price_unit,
    i.lot_size,
    c.currency as functional_currency,
    i.valid_from::text as version,
    i.valid_from,
    v.next - 1 as valid_to,
    'standard' as standard_basis
from standard_cost_items as i
left join plants as p on p.code = i.plant
left join companies as c on c.code = p.company
left join lateral (
    select min(n.valid_from) as next
    from standard_cost_items as n
    where n.material = i.material and n.plant = i.plant and n.valid_from > i.valid_from
) as v on true
