-- Three invoices of 113, 226 and 339. A payment of 439 on March 8 pays the first two and 100 of the third, of which 239 are left.
-- On March 15 the third is 5 days overdue; by occurrence, it is of February 9, 35 days old.

call company('CNY', 'shipment');
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1210), 'SI1', '2024-02-01', 100, 13, '2024-03-02');
insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1220), 'SI2', '2024-02-05', 200, 26, '2024-03-06');
insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1230), 'SI3', '2024-02-09', 300, 39, '2024-03-10');
call voucher('JV1', '2024-02-01', '6401 100, 2222 13, 2202 -113');
call voucher('JV2', '2024-02-05', '6401 200, 2222 26, 2202 -226');
call voucher('JV3', '2024-02-09', '6401 300, 2222 39, 2202 -339');
commit;

insert into supplier_payments (id, number, payment_date, amount) values (id(1310), 'PY1', '2024-03-08', 439);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, amount)
values (id(1311), id(1310), id(1210), '2024-03-08', 113), (id(1312), id(1310), id(1220), '2024-03-08', 226),
    (id(1313), id(1310), id(1230), '2024-03-08', 100);
update supplier_invoices set open_amount = 0, open_functional = 0 where id in (id(1210), id(1220));
update supplier_invoices set open_amount = 239, open_functional = 239 where id = id(1230);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-03-08', 'payment', 'PY1', -439, -439);
update bank_accounts set balance = balance - 439, balance_functional = balance_functional - 439 where code = current_setting('scenario.company');
call voucher('JV4', '2024-03-08', '2202 439, 1002 -439');
commit;
