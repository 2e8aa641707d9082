-- 100 at 10.00 are ordered, 13 % tax: 1130.00. 30 % are paid ahead on February 3: 339.00, an advance to the supplier. The invoice of the 10th bills
-- 90 at 10.30: 1047.51. On the 12th the advance is taken off: 708.51 are owed, and paid on March 11.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 1000, 130, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 100, 10, 1000, 130);
commit;

insert into supplier_payments (id, number, payment_date, amount, purchase_order_id, prepaid, prepaid_functional, prepaid_open, prepaid_open_functional)
values (id(1310), 'PY1', '2024-02-03', 339, id(1010), 339, 339, 339, 339);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-02-03', 'payment', 'PY1', -339, -339);
update bank_accounts set balance = balance - 339, balance_functional = balance_functional - 339 where code = current_setting('scenario.company');
call voucher('JV1', '2024-02-03', '1123 339, 1002 -339');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 90, 10);
update purchase_order_lines set received_quantity = received_quantity + 90 where id = id(1011);
call voucher('JV2', '2024-02-05', '6401 900, 2206 -900');
insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'L1-1', '2024-02-10', 927, 120.51, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 90, 10.30, 927, 120.51);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 90 where id = id(1011);
call voucher('JV3', '2024-02-10', '2206 900, 6405 27, 2222 120.51, 2202 -1047.51');
commit;

insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, amount, from_prepaid)
values (id(1311), id(1310), id(1210), '2024-02-12', 339, true);
update supplier_invoices set open_amount = 708.51, open_functional = 708.51 where id = id(1210);
update supplier_payments set prepaid_open = 0, prepaid_open_functional = 0 where id = id(1310);
call voucher('JV4', '2024-02-12', '2202 339, 1123 -339');
commit;

insert into supplier_payments (id, number, payment_date, amount) values (id(1320), 'PY2', '2024-03-11', 708.51);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, amount)
values (id(1321), id(1320), id(1210), '2024-03-11', 708.51);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1210);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1752), '2024-03-11', 'payment', 'PY2', -708.51, -708.51);
update bank_accounts set balance = balance - 708.51, balance_functional = balance_functional - 708.51 where code = current_setting('scenario.company');
call voucher('JV5', '2024-03-11', '2202 708.51, 1002 -708.51');
commit;
