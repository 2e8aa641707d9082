-- January: 1000 to a customer, cancelled within the month; 5000 to company 2000 of the group; 300 to the customer, of which a credit note
-- takes 50 back. External sales are 250, one invoice and one credit note stand; internal ones 5000.

call company('CNY', 'shipment');
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 1000, 130);
insert into customer_invoices (id, number, invoice_date, net, tax, customer, trading_company)
values (id(220), 'IV2', '2024-01-07', 5000, 650, 'C92000', '2000');
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(240), 'IV4', '2024-01-09', 300, 39);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason, reverses_id)
values (id(230), 'CN3', '2024-01-08', -1000, -130, 'credit_note', 'cancellation', id(210));
update customer_invoices set reversed_by_id = id(230) where id = id(210);
insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason)
values (id(250), 'CN5', '2024-01-20', -50, -6.50, 'credit_note', 'price');
commit;
