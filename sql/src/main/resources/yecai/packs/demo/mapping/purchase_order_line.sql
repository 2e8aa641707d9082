-- Services are accepted by paying for them: nothing is received, and the invoice is matched with the order alone.
select
    l.id as derive_key,
    l.id::text as entity_key,
    o.company,
    o.plant,
    l.purchase_order_id::text as purchase_order,
    o.order_kind as document_type,
    o.number as document_no,
    l.line_no,
    o.order_date as document_date,
    o.supplier,
    o.trading_company as counterparty_company,
    l.material,
    l.uom as unit,
    l.quantity as ordered_quantity,
    l.received_quantity,
    l.invoiced_quantity,
    l.unit_price,
    o.currency as transaction_currency,
    l.net,
    l.tax,
    l.net + l.tax as gross,
    l.promised_date,
    o.order_kind <> 'service' as needs_receipt,
    o.status,
    l.requisition_id::text as purchase_requisition,
    l.sales_order_line_id::text as sales_order_line,
    l.production_order_id::text as production_order
from purchase_order_lines as l
inner join purchase_orders as o on o.id = l.purchase_order_id
where o.status <> 'draft'
