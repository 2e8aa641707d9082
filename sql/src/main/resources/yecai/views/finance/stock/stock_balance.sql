-- Stock as the ERP stores it, in quantity and value, by place and owner.
select
    s.source,
    s.entity_key,
    s.company,
    s.plant,
    s.location,
    s.material,
    s.owner,
    s.base_quantity,
    s.base_unit,
    s.functional_currency,
    s.amount_functional,
    s.mapping_status,
    s.mapping_detail,
    s.source_tx,
    s.source_committed_at,
    s.applied_at
from canon.stock_balance as s
