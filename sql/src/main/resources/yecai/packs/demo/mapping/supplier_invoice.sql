select
    i.id as derive_key,
    i.id::text as entity_key,
    i.company,
    i.doc_type as document_type,
    i.number as document_no,
    i.supplier_number as supplier_document_no,
    i.invoice_date as document_date,
    i.posting_date,
    i.period as source_period,
    i.supplier,
    i.trading_company as counterparty_company,
    i.payment_term,
    i.currency as transaction_currency,
    i.functional_currency,
    i.net,
    i.tax,
    i.gross,
    i.net_functional,
    i.tax_functional,
    i.gross_functional,
    i.line_count,
    i.gross - i.open_amount as settled,
    case
        when i.reversed_by_id is not null or i.reverses_id is not null then 'reversed'
        when i.open_amount = 0 then 'settled'
        else 'posted'
    end as status,
    i.reverses_id::text as reverses,
    i.reversed_by_id::text as reversed_by
from supplier_invoices as i
where i.status = 'posted'
