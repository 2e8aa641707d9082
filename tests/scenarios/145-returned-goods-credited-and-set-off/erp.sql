-- 10 at 10.00 are received and billed: 113 owed. On March 1 two of them go back: 20 stand against the supplier as returned and not credited.
-- His credit note of March 5 credits them: minus 22.60, a credit of ours, until it is set off with the invoice on March 12. 90.40 are left.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 100, 13, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 10, 10, 100, 13);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 10, 10);
update purchase_order_lines set received_quantity = received_quantity + 10 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 100, 2206 -100');
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1210), 'SI1', '2024-02-10', 100, 13, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 10, 10, 100, 13);
call voucher('JV2', '2024-02-10', '2206 100, 2222 13, 2202 -113');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1120), 'GR2', id(1010), '2024-03-01');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1121), id(1120), 1, id(1011), -2, 10);
call voucher('JV3', '2024-03-01', '2206 20, 6401 -20');
commit;

insert into supplier_invoices (id, number, doc_type, invoice_date, net, tax, due_date)
values (id(1220), 'SC1', 'credit_note', '2024-03-05', -20, -2.60, '2024-03-05');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax, credits_line_id)
values (id(1221), id(1220), id(1011), id(1121), -2, 10, -20, -2.60, id(1211));
call voucher('JV4', '2024-03-05', '2202 22.60, 2206 -20, 2222 -2.60');
commit;

insert into ap_allocations (id, supplier_invoice_id, credit_invoice_id, allocation_date, amount)
values (id(1311), id(1210), id(1220), '2024-03-12', 22.60);
update supplier_invoices set open_amount = 0, open_functional = 0 where id = id(1220);
update supplier_invoices set open_amount = 90.40, open_functional = 90.40 where id = id(1210);
commit;
