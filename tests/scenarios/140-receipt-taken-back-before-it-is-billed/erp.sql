-- 50 at 10.00 come on February 5. On the 8th they go back, all of them. Between these days 500.00 stand as received, not invoiced, then nothing.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 500, 65, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 50, 10, 500, 65);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 50, 10);
update purchase_order_lines set received_quantity = received_quantity + 50 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 500, 2206 -500');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date, reverses_id)
values (id(1120), 'GR2', id(1010), '2024-02-08', id(1110));
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1121), id(1120), 1, id(1011), -50, 10);
update goods_receipts set reversed_by_id = id(1120) where id = id(1110);
update purchase_order_lines set received_quantity = received_quantity - 50 where id = id(1011);
call voucher('JV2', '2024-02-08', '2206 500, 6401 -500');
commit;
