-- The invoice of 90 at 10.30 is blocked in quantity and price. On February 20 the missing 10 come, and the quantity is released. On March 1
-- the supplier credits the price, 27.00 and 3.51 of tax: 900.00 for 90 is the order's price, and all of the 1017.00 that are left may be paid.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax) values (id(1010), 'PO1', '2024-02-01', 1000, 130);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax) values (id(1011), id(1010), 1, 100, 10, 1000, 130);
insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 80, 10);
call voucher('JV1', '2024-02-05', '6401 800, 2206 -800');
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'A-1', '2024-02-10', 927, 120.51, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 90, 10.30, 927, 120.51);
call voucher('JV2', '2024-02-10', '2206 800, 6405 24, 1402 103, 2222 120.51, 2202 -1047.51');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1120), 'GR2', id(1010), '2024-02-20');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1121), id(1120), 1, id(1011), 10, 10);
call voucher('JV3', '2024-02-20', '6401 100, 6405 3, 1402 -103');
commit;

insert into supplier_invoices (id, number, doc_type, invoice_date, net, tax, due_date)
values (id(1220), 'SC1', 'credit_note', '2024-03-01', -27, -3.51, '2024-03-01');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, quantity, unit_price, net, tax, credits_line_id)
values (id(1221), id(1220), id(1011), 0, 0.30, -27, -3.51, id(1211));
call voucher('JV4', '2024-03-01', '2202 30.51, 6405 -27, 2222 -3.51');
commit;
