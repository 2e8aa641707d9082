select
    i.company,
    i.document_no as document,
    i.supplier,
    coalesce(i.supplier_document_no, '') as reference,
    i.transaction_currency as currency,
    i.gross,
    i.tax,
    i.gross_functional,
    i.gross - i.settled as open
from finance.supplier_invoice as i
-- not the reversal of an invoice that Tryton only cancelled by a move
where i.entity_key not like '%:c'
order by 1, 2
