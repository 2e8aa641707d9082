select
    o.id as derive_key,
    o.id::text as entity_key,
    o.company,
    o.order_kind as document_type,
    o.number as document_no,
    o.order_date as document_date,
    o.customer,
    o.trading_company as counterparty_company,
    o.salesperson,
    o.currency as transaction_currency,
    o.status,
    o.net,
    o.tax,
    o.gross,
    o.line_count,
    o.payment_term
from sales_orders as o
where o.status <> 'draft'
