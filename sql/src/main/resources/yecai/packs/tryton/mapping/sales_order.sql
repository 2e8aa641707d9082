select
    ordered.derive_key,
    ordered.entity_key,
    ordered.company,
    ordered.document_type,
    ordered.document_no,
    ordered.document_date,
    ordered.party as customer,
    ordered.counterparty_company,
    ordered.transaction_currency,
    ordered.status,
    ordered.net,
    ordered.tax,
    ordered.gross,
    ordered.line_count,
    ordered.payment_term
from work_order as ordered
where ordered.type = 'out'
