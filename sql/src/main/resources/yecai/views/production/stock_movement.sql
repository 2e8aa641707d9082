-- Stock movements, in quantities; no values, no customers and no suppliers.
select
    v.source,
    v.company,
    v.plant,
    v.movement_kind,
    v.document_type,
    v.document_no,
    v.line_no,
    v.document_date,
    v.posting_date,
    v.material,
    v.from_location,
    v.to_location,
    v.owner,
    v.quantity,
    v.unit,
    v.base_quantity,
    v.base_unit,
    v.production_order as production_order_key,
    v.entity_key,
    v.applied_at
from canon.stock_movement as v
