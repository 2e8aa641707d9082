-- What became known after the evening of a day for days up to it, of billing: invoices and credit notes that were entered
-- later with an earlier posting date (a credit not before what it credits), and what was deleted later. Read from the ERP as it is in the end.
select l.shipment_line_id, l.sales_order_line_id, l.quantity
from erp.journals as j
inner join erp.customer_invoices as i on i.id = j.origin_id and i.status = 'posted'
inner join erp.customer_invoice_lines as l on l.customer_invoice_id = i.id
left join erp.customer_invoices as o on o.id = l.credits_invoice_id
where greatest(i.posting_date, o.posting_date) <= ?::date and j.doc_date > ?::date
union all
select d.shipment_line_id, d.sales_order_line_id, -d.quantity
from erp.deleted_billing as d
where d.entered_on <= ?::date and d.deleted_on > ?::date
