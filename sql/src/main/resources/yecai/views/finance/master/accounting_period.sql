-- Accounting periods of each company, and whether the ERP has closed them.
select
    p.source,
    p.entity_key,
    p.company,
    p.period,
    p.start_date,
    p.end_date,
    p.status,
    p.mapping_status,
    p.mapping_detail,
    p.source_tx,
    p.source_committed_at,
    p.applied_at
from canon.accounting_period as p
