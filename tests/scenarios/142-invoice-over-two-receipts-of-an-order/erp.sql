-- 60 at 10.00 come on February 3, 40 on February 6. The invoice of the 10th bills 70 and names the order alone: it takes the oldest receipt
-- first, so 10 of the second are billed and 30 are left, 300.00. A second invoice of the 20th bills the rest.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 1000, 130, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 100, 10, 1000, 130);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-03');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 60, 10);
update purchase_order_lines set received_quantity = received_quantity + 60 where id = id(1011);
call voucher('JV1', '2024-02-03', '6401 600, 2206 -600');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1120), 'GR2', id(1010), '2024-02-06');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1121), id(1120), 1, id(1011), 40, 10);
update purchase_order_lines set received_quantity = received_quantity + 40 where id = id(1011);
call voucher('JV2', '2024-02-06', '6401 400, 2206 -400');
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1210), 'SI1', '2024-02-10', 700, 91, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), 70, 10, 700, 91);
call voucher('JV3', '2024-02-10', '2206 700, 2222 91, 2202 -791');
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1220), 'SI2', '2024-02-20', 300, 39, '2024-03-21');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, quantity, unit_price, net, tax)
values (id(1221), id(1220), id(1011), 30, 10, 300, 39);
call voucher('JV4', '2024-02-20', '2206 300, 2222 39, 2202 -339');
commit;
