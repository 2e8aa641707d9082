-- 100 are ordered at 10.00 with 13 % tax: 1130.00. 80 come on February 5 and stand as received, not invoiced: 800.00. The invoice of the 10th
-- bills 90 at 10.30: net 927.00, tax 120.51, gross 1047.51 owed. Of the 927.00 the receipt takes 800.00, 80 x 0.30 = 24.00 are price, and
-- 10 x 10.30 = 103.00 are billed and not received (goods in transit). On the 20th the 10 come, which are billed already. On the 25th
-- the last 10 come: 100.00 stand as received, not invoiced. On March 11 the invoice is paid.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 1000, 130, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 100, 10, 1000, 130);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 80, 10);
update purchase_order_lines set received_quantity = received_quantity + 80 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 800, 2206 -800');
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'L1-77', '2024-02-10', 927, 120.51, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 90, 10.30, 927, 120.51);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 90 where id = id(1011);
call voucher('JV2', '2024-02-10', '2206 800, 6405 24, 1402 103, 2222 120.51, 2202 -1047.51');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1120), 'GR2', id(1010), '2024-02-20');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1121), id(1120), 1, id(1011), 10, 10);
update purchase_order_lines set received_quantity = received_quantity + 10 where id = id(1011);
call voucher('JV3', '2024-02-20', '6401 100, 6405 3, 1402 -103');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1130), 'GR3', id(1010), '2024-02-25');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1131), id(1130), 1, id(1011), 10, 10);
update purchase_order_lines set received_quantity = received_quantity + 10 where id = id(1011);
call voucher('JV4', '2024-02-25', '6401 100, 2206 -100');
commit;

insert into supplier_payments (id, number, payment_date, amount) values (id(1310), 'PY1', '2024-03-11', 1047.51);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, amount)
values (id(1311), id(1310), id(1210), '2024-03-11', 1047.51);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1210);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-03-11', 'payment', 'PY1', -1047.51, -1047.51);
update bank_accounts set balance = balance - 1047.51, balance_functional = balance_functional - 1047.51 where code = current_setting('scenario.company');
call voucher('JV5', '2024-03-11', '2202 1047.51, 1002 -1047.51');
commit;
