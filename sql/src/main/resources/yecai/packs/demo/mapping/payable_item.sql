-- Each posted supplier invoice is one open item on trade payables; a credit note is a negative one. What was paid ahead is a negative item
-- on advances to suppliers.
select
    i.id as derive_key,
    i.id::text as entity_key,
    i.company,
    case when i.doc_type = 'credit_note' then 'credit' else 'invoice' end as kind,
    i.doc_type as document_type,
    i.number as document_no,
    1 as line_no,
    i.invoice_date as document_date,
    i.posting_date,
    i.period as source_period,
    i.due_date,
    i.discount_until,
    i.discount,
    i.id::text as supplier_invoice,
    null::text as payment,
    i.supplier,
    i.trading_company as counterparty_company,
    '2202' as account,
    i.currency as transaction_currency,
    i.functional_currency,
    i.gross as original,
    i.open_amount as open_transaction,
    i.gross_functional as original_functional,
    i.open_functional as open_ledger,
    case
        when i.reversed_by_id is not null or i.reverses_id is not null then 'reversed'
        when i.open_amount = 0 then 'closed'
        else 'open'
    end as status,
    i.reverses_id::text as reverses,
    i.reversed_by_id::text as reversed_by
from supplier_invoices as i
where i.status = 'posted'
union all
select
    p.id,
    p.id || ':prepaid',
    p.company,
    'prepayment',
    'supplier_payment',
    p.number,
    1,
    p.payment_date,
    p.posting_date,
    p.period,
    null,
    null,
    null,
    null,
    p.id::text,
    p.supplier,
    p.trading_company,
    '1123',
    p.currency,
    p.functional_currency,
    -p.prepaid,
    -p.prepaid_open,
    -p.prepaid_functional,
    -p.prepaid_open_functional,
    case when p.prepaid_open = 0 then 'closed' else 'open' end,
    null,
    null
from supplier_payments as p
where p.status <> 'draft' and p.prepaid <> 0
