-- 40 at 10.00 are billed on February 10, and come on March 5. The invoice names the order, since there is no receipt to name: 452.00 are
-- owed, and 400.00 stand as billed and not received (goods in transit), until the goods come. Nothing is ever received and not invoiced.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 400, 52, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 40, 10, 400, 52);
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date) values (id(1210), 'SI1', '2024-02-10', 400, 52, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), 40, 10, 400, 52);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 40 where id = id(1011);
call voucher('JV1', '2024-02-10', '1402 400, 2222 52, 2202 -452');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-03-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 40, 10);
update purchase_order_lines set received_quantity = received_quantity + 40 where id = id(1011);
call voucher('JV2', '2024-03-05', '6401 400, 1402 -400');
commit;
