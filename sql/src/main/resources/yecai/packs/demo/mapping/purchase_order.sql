select
    o.id as derive_key,
    o.id::text as entity_key,
    o.company,
    o.plant,
    o.order_kind as document_type,
    o.number as document_no,
    o.order_date as document_date,
    o.supplier,
    o.trading_company as counterparty_company,
    o.payment_term,
    o.currency as transaction_currency,
    o.status,
    o.net,
    o.tax,
    o.gross,
    o.line_count
from purchase_orders as o
where o.status <> 'draft'
