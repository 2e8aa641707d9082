-- 500.00 dollars are billed on February 10 at 7.20: 3600.00 owed. 200.00 are paid on February 25, at 7.20, with 1440.00; 300.00 on
-- March 20, at 7.10, with 2130.00: 30.00 of the 2160.00 in the books are an exchange difference.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, supplier, currency, net, tax, line_count)
values (id(1010), 'PO1', '2024-02-01', 'L2', 'USD', 500, 0, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, tax_rate, net, tax)
values (id(1011), id(1010), 1, 100, 5, 0, 500, 0);
insert into goods_receipts (id, number, purchase_order_id, supplier, receipt_date) values (id(1110), 'GR1', id(1010), 'L2', '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price, amount)
values (id(1111), id(1110), 1, id(1011), 100, 5, 3600);
update purchase_order_lines set received_quantity = received_quantity + 100 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 3600, 2206 -3600');
insert into supplier_invoices (id, number, supplier, currency, invoice_date, net, tax, net_functional, due_date)
values (id(1210), 'SI1', 'L2', 'USD', '2024-02-10', 500, 0, 3600, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax, net_functional, tax_functional)
values (id(1211), id(1210), id(1011), id(1111), 100, 5, 500, 0, 3600, 0);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 100 where id = id(1011);
call voucher('JV2', '2024-02-10', '2206 3600, 2202 -3600');
commit;

insert into supplier_payments (id, number, supplier, currency, payment_date, amount, amount_functional)
values (id(1310), 'PY1', 'L2', 'USD', '2024-02-25', 200, 1440);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, currency, amount, amount_functional)
values (id(1311), id(1310), id(1210), '2024-02-25', 'USD', 200, 1440);
update supplier_invoices set open_amount = 300, open_functional = 2160 where id = id(1210);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-02-25', 'payment', 'PY1', -1440, -1440);
update bank_accounts set balance = balance - 1440, balance_functional = balance_functional - 1440 where code = current_setting('scenario.company');
call voucher('JV3', '2024-02-25', '2202 1440, 1002 -1440');
commit;

insert into supplier_payments (id, number, supplier, currency, payment_date, amount, amount_functional)
values (id(1320), 'PY2', 'L2', 'USD', '2024-03-20', 300, 2130);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, currency, amount, amount_functional, exchange_difference)
values (id(1321), id(1320), id(1210), '2024-03-20', 'USD', 300, 2130, 30);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1210);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1752), '2024-03-20', 'payment', 'PY2', -2130, -2130);
update bank_accounts set balance = balance - 2130, balance_functional = balance_functional - 2130 where code = current_setting('scenario.company');
call voucher('JV4', '2024-03-20', '2202 2160, 1002 -2130, 6603 -30');
commit;
