-- The ERP has one bill of material for all plants, without days.
select
    b.id as derive_key,
    b.id::text as entity_key,
    b.material,
    b.line_no,
    case b.line_kind when 'component' then 'material' else b.line_kind end as component_kind,
    b.component,
    b.quantity as quantity_per,
    m.uom as unit,
    b.is_fixed,
    b.scrap_percent
from bom_lines as b
left join materials as m on m.code = b.component
