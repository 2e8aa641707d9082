select
    l.document_no, l.line_no, l.material, l.quantity, l.unit, l.unit_price, l.net, l.tax, l.gross, l.transaction_currency,
    l.posting_date, o.document_no as sales_order, s.document_no as shipment
from finance.receivable_item as r
inner join finance.customer_invoice_line as l on l.source = r.source and l.customer_invoice = r.customer_invoice_key
left join finance.sales_order_line as o on o.source = l.source and o.entity_key = l.sales_order_line
left join finance.shipment_line as s on s.source = l.source and s.entity_key = l.shipment_line
where r.source = :source and r.entity_key = :entity_key
order by l.document_no, l.line_no
