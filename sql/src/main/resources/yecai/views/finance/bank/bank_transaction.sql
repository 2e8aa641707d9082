-- Money into bank accounts (positive) and out of them (negative).
select
    b.source,
    b.entity_key,
    b.company,
    b.bank_account,
    b.document_type,
    b.document_no,
    b.posting_date,
    b.transaction_currency,
    b.functional_currency,
    b.amount,
    b.amount_functional,
    b.mapping_status,
    b.mapping_detail,
    b.source_tx,
    b.source_committed_at,
    b.applied_at
from canon.bank_transaction as b
