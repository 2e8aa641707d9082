-- Discounts, write-offs and exchange differences on open items of suppliers.
select
    a.source,
    a.entity_key,
    a.company,
    a.kind,
    a.document_type,
    a.document_no,
    a.document_date,
    a.posting_date,
    a.source_period,
    a.payable_item,
    a.supplier_invoice,
    a.transaction_currency,
    a.functional_currency,
    a.amount,
    a.amount_functional,
    a.mapping_status,
    a.mapping_detail,
    a.source_tx,
    a.source_committed_at,
    a.applied_at
from canon.payable_adjustment as a
