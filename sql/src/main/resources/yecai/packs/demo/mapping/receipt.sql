select
    r.id as derive_key,
    r.id::text as entity_key,
    r.company,
    'receipt' as document_type,
    r.number as document_no,
    r.receipt_date as document_date,
    r.posting_date,
    r.period as source_period,
    r.customer,
    r.trading_company as counterparty_company,
    r.method,
    r.bank_account,
    r.currency as transaction_currency,
    r.functional_currency,
    r.amount,
    r.amount_functional,
    r.status,
    r.reverses_id::text as reverses,
    r.reversed_by_id::text as reversed_by
from receipts as r
where r.status <> 'draft'
