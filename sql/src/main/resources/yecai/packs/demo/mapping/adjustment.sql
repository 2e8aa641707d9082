select
    a.id as derive_key,
    a.id::text as entity_key,
    a.company,
    a.kind,
    a.doc_type as document_type,
    a.doc_no as document_no,
    a.doc_date as document_date,
    a.posting_date,
    a.period as source_period,
    a.ar_item_id::text as receivable_item,
    a.customer_invoice_id::text as customer_invoice,
    a.currency as transaction_currency,
    a.functional_currency,
    a.amount,
    a.amount_functional
from ar_adjustments as a
