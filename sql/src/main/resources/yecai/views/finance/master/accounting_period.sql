-- Accounting periods of each company, to which fiscal year each belongs, and whether the ERP has closed it.
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
    p.applied_at,
    p.fiscal_year
from canon.accounting_period as p
