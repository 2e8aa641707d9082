-- Two invoices of 1047.51 with 30 days, 2 % discount within ten: 20.95 (20.9502). The first is paid on the tenth day with 1026.56: 20.95
-- are taken off. The second is paid when it is due, with 1047.51: its 20.95 are lost. Of the third, 113.00, half is paid in time, which takes no
-- discount; on February 24 it can no longer be taken, and 2.26 are lost too.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 1954, 254.02, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 195.4, 10, 1954, 254.02);
insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 195.4, 10);
update purchase_order_lines set received_quantity = received_quantity + 195.4 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 1954, 2206 -1954');
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date, discount_until, discount)
values
    (id(1210), 'SI1', 'L1-1', '2024-02-10', 927, 120.51, '2024-03-11', '2024-02-20', 20.95),
    (id(1220), 'SI2', 'L1-2', '2024-02-10', 927, 120.51, '2024-03-11', '2024-02-20', 20.95),
    (id(1230), 'SI3', 'L1-3', '2024-02-14', 100, 13, '2024-03-15', '2024-02-24', 2.26);
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values
    (id(1211), id(1210), id(1011), id(1111), 92.7, 10, 927, 120.51),
    (id(1221), id(1220), id(1011), id(1111), 92.7, 10, 927, 120.51),
    (id(1231), id(1230), id(1011), id(1111), 10, 10, 100, 13);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 195.4 where id = id(1011);
call voucher('JV2', '2024-02-10', '2206 1854, 2222 241.02, 2202 -2095.02');
call voucher('JV3', '2024-02-14', '2206 100, 2222 13, 2202 -113');
commit;

insert into supplier_payments (id, number, payment_date, amount) values
    (id(1310), 'PY1', '2024-02-20', 1026.56), (id(1330), 'PY3', '2024-02-20', 56.50);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, amount, discount, discount_functional) values
    (id(1311), id(1310), id(1210), '2024-02-20', 1026.56, 20.95, 20.95), (id(1331), id(1330), id(1230), '2024-02-20', 56.50, 0, 0);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1210);
update supplier_invoices set open_amount = 56.50, open_functional = 56.50 where id = id(1230);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-02-20', 'payment', 'PY1', -1026.56, -1026.56), (id(1753), '2024-02-20', 'payment', 'PY3', -56.50, -56.50);
update bank_accounts set balance = balance - 1083.06, balance_functional = balance_functional - 1083.06 where code = current_setting('scenario.company');
call voucher('JV4', '2024-02-20', '2202 1047.51, 1002 -1026.56, 6601 -20.95');
call voucher('JV5', '2024-02-20', '2202 56.50, 1002 -56.50');
commit;

insert into supplier_payments (id, number, payment_date, amount) values (id(1320), 'PY2', '2024-03-11', 1047.51);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, amount)
values (id(1321), id(1320), id(1220), '2024-03-11', 1047.51);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1220);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1752), '2024-03-11', 'payment', 'PY2', -1047.51, -1047.51);
update bank_accounts set balance = balance - 1047.51, balance_functional = balance_functional - 1047.51 where code = current_setting('scenario.company');
call voucher('JV6', '2024-03-11', '2202 1047.51, 1002 -1047.51');
commit;
