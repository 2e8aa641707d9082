-- A company in yuan receives 100 at 5.00 dollars in February, at 7.20: 3600.00 received and not invoiced. The invoice of March 5 bills 500.00
-- dollars at 7.10: it clears the 3600.00, and 3550.00 are owed. On March 20 they are paid with 3540.00: of the 3550.00 in the books 3540.00
-- are the money's worth and 10.00 an exchange difference. In between, a dollar is worth 7.10 as booked, so nothing is unrealised.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, supplier, currency, net, tax, line_count)
values (id(1010), 'PO1', '2024-02-01', 'L2', 'USD', 500, 0, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, tax_rate, net, tax)
values (id(1011), id(1010), 1, 100, 5, 0, 500, 0);
commit;

insert into goods_receipts (id, number, purchase_order_id, supplier, receipt_date) values (id(1110), 'GR1', id(1010), 'L2', '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price, amount)
values (id(1111), id(1110), 1, id(1011), 100, 5, 3600);
call voucher('JV1', '2024-02-05', '6401 3600, 2206 -3600');
commit;

insert into supplier_invoices (id, number, supplier, currency, invoice_date, net, tax, net_functional, due_date)
values (id(1210), 'SI1', 'L2', 'USD', '2024-03-05', 500, 0, 3550, '2024-04-04');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax, net_functional, tax_functional)
values (id(1211), id(1210), id(1011), id(1111), 100, 5, 500, 0, 3550, 0);
call voucher('JV2', '2024-03-05', '2206 3600, 6405 -50, 2202 -3550');
commit;

insert into supplier_payments (id, number, supplier, currency, payment_date, amount, amount_functional)
values (id(1310), 'PY1', 'L2', 'USD', '2024-03-20', 500, 3540);
insert into ap_allocations (id, supplier_payment_id, supplier_invoice_id, allocation_date, currency, amount, amount_functional, exchange_difference)
values (id(1311), id(1310), id(1210), '2024-03-20', 'USD', 500, 3540, 10);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1210);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(1751), '2024-03-20', 'payment', 'PY1', -3540, -3540);
update bank_accounts set balance = balance - 3540, balance_functional = balance_functional - 3540 where code = current_setting('scenario.company');
call voucher('JV3', '2024-03-20', '2202 3550, 1002 -3540, 6603 -10');
commit;
