-- The receipt of 20 at 10.00 is entered on March 2. The invoice that names it is posted back into February, on the 29th: the ledger clears in
-- February what it takes in only in March. So at the end of February minus 200.00 stand as received and not invoiced, as in the ledger.
-- The payment is posted back too, before the invoice of another purchase that it pays: until then it is money that is not applied.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 200, 26, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 20, 10, 200, 26);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-03-02');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 20, 10);
update purchase_order_lines set received_quantity = received_quantity + 20 where id = id(1011);
call voucher('JV1', '2024-03-02', '6401 200, 2206 -200');
commit;

insert into supplier_invoices (id, number, invoice_date, posting_date, period, net, tax, due_date)
values (id(1210), 'SI1', '2024-03-02', '2024-02-29', '2024-02', 200, 26, '2024-04-01');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 20, 10, 200, 26);
call voucher('JV2', '2024-02-29', '2206 200, 2222 26, 2202 -226');
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1220), 'SI2', '2024-03-03', 50, 0, '2024-03-03');
call voucher('JV3', '2024-03-03', '6401 50, 2202 -50');
insert into supplier_payments (id, number, payment_date, posting_date, period, amount)
values (id(1310), 'PY1', '2024-03-04', '2024-02-29', '2024-02', 50);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, period, amount)
values (id(1311), id(1310), id(1220), '2024-03-04', '2024-02', 50);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1220);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-02-29', 'payment', 'PY1', -50, -50);
update bank_accounts set balance = balance - 50, balance_functional = balance_functional - 50 where code = current_setting('scenario.company');
call voucher('JV4', '2024-02-29', '2202 50, 1002 -50');
commit;
