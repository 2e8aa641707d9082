select
    t.id as derive_key,
    t.id::text as entity_key,
    t.company,
    t.bank_account,
    t.doc_type as document_type,
    t.doc_no as document_no,
    t.posting_date,
    t.currency as transaction_currency,
    t.functional_currency,
    t.amount,
    t.amount_functional
from bank_transactions as t
