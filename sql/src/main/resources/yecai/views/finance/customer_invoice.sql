-- Posted invoices and credit notes; credit notes are negative.
select * from canon.customer_invoice
