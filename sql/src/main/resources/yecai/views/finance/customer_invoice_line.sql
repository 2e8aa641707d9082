-- Lines of posted invoices and credit notes; their amounts add up to the invoice.
select * from canon.customer_invoice_line
