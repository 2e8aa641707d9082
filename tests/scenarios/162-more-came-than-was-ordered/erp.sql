-- 100 are ordered at 10.00, 13 % tax: 1130.00. 110 come and are billed: 1243.00 are owed, 113.00 more than was ordered. The ledger has what
-- came at the order's price.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 1000, 130, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 100, 10, 1000, 130);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 110, 10);
update purchase_order_lines set received_quantity = received_quantity + 110 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 1100, 2206 -1100');
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'L1-1', '2024-02-10', 1100, 143, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 110, 10, 1100, 143);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 110 where id = id(1011);
call voucher('JV2', '2024-02-10', '2206 1100, 2222 143, 2202 -1243');
commit;
