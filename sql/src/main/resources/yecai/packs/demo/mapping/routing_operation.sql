-- work_center is the end of the cost center's code, which begins with the plant's.
select
    o.id as derive_key,
    o.id::text as entity_key,
    o.material,
    o.operation_no,
    o.work_center,
    o.labor_hours,
    o.machine_hours,
    o.setup_hours,
    o.subcontract_price,
    case when o.subcontract_price is not null then 'CNY' end as price_currency
from routing_operations as o
