select
    q.id as derive_key,
    q.id::text as entity_key,
    q.company,
    q.plant,
    q.number as document_no,
    q.requested_on as document_date,
    q.required_on as required_date,
    q.material,
    q.uom as unit,
    q.quantity,
    q.status
from purchase_requisitions as q
