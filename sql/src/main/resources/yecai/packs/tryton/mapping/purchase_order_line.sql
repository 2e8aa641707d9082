-- Quotations are not orders yet. Services, and lines without a product, are never received.
select
    line.derive_key,
    line.entity_key,
    line.company,
    line.plant,
    line.order_key as purchase_order,
    line.document_type,
    line.document_no,
    line.line_no,
    line.document_date,
    line.party as supplier,
    line.counterparty_company,
    line.material,
    line.unit,
    line.ordered_quantity,
    line.delivered_quantity as received_quantity,
    line.invoiced_quantity,
    line.unit_price,
    line.transaction_currency,
    line.net,
    line.tax,
    line.gross,
    line.promised_date,
    line.is_delivered as needs_receipt,
    line.status
from work_order_line as line
where line.type = 'in' and line.status <> 'draft'
