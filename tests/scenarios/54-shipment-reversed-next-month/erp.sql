-- 10 pieces of 113.00 with tax leave in January; the shipment is reversed on February 3rd. Until then 1130.00 are unbilled, then nothing.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count)
values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = 10, status = 'shipped' where id = id(11);
commit;

insert into shipments (id, number, sales_order_id, ship_date, status, billing_status, reverses_id)
values (id(120), 'DN2', id(10), '2024-02-03', 'reversed', 'none', id(110));
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, reverses_id)
values (id(121), id(120), 1, id(11), -10, 100, -1000, -130, id(111));
update shipment_lines set reversed_by_id = id(121) where id = id(111);
update shipments set reversed_by_id = id(120), status = 'reversed', billing_status = 'none' where id = id(110);
update sales_order_lines set shipped_quantity = 0, status = 'open' where id = id(11);
commit;
