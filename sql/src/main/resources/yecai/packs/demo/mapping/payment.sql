select
    p.id as derive_key,
    p.id::text as entity_key,
    p.company,
    'supplier_payment' as document_type,
    p.number as document_no,
    p.payment_date as document_date,
    p.posting_date,
    p.period as source_period,
    p.supplier,
    p.trading_company as counterparty_company,
    'bank' as method,
    p.bank_account,
    p.currency as transaction_currency,
    p.functional_currency,
    p.amount,
    p.amount_functional,
    p.status
from supplier_payments as p
where p.status <> 'draft'
