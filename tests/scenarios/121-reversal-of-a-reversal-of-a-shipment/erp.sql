-- Two deliveries of 10 pieces of 113.00 with tax leave on January 5th, of two order lines. Both are reversed on February 3rd by mistake, and
-- the reversals are reversed: the first on February 10th, the second back-dated to January 25th. The first is unbilled until
-- February 2nd and again from the 10th on. What is reversed cannot come again before it has gone: the second is unbilled all the time.
-- January 25th 2260.00, February 3rd 1130.00 (the second), February 10th 2260.00. Shipped are 10 - 10 + 10 of each line, first on the 5th.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 2000, 260, 2);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130), (id(12), id(10), 2, 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05'), (id(120), 'DN2', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130), (id(121), id(120), 1, id(12), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = 10, status = 'shipped' where id in (id(11), id(12));
commit;

insert into shipments (id, number, sales_order_id, ship_date, status, billing_status, reverses_id)
values (id(130), 'DN3', id(10), '2024-02-03', 'reversed', 'none', id(110)),
    (id(140), 'DN4', id(10), '2024-02-03', 'reversed', 'none', id(120));
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, reverses_id)
values (id(131), id(130), 1, id(11), -10, 100, -1000, -130, id(111)), (id(141), id(140), 1, id(12), -10, 100, -1000, -130, id(121));
update shipment_lines set reversed_by_id = id(131) where id = id(111);
update shipment_lines set reversed_by_id = id(141) where id = id(121);
update sales_order_lines set shipped_quantity = 0, status = 'open' where id in (id(11), id(12));
commit;

insert into shipments (id, number, sales_order_id, ship_date, status, billing_status, reverses_id)
values (id(150), 'DN5', id(10), '2024-02-10', 'reversed', 'none', id(130));
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, reverses_id)
values (id(151), id(150), 1, id(11), 10, 100, 1000, 130, id(131));
update shipment_lines set reversed_by_id = id(151) where id = id(131);
update sales_order_lines set shipped_quantity = 10, status = 'shipped' where id = id(11);
commit;

insert into shipments (id, number, sales_order_id, ship_date, status, billing_status, reverses_id)
values (id(160), 'DN6', id(10), '2024-01-25', 'reversed', 'none', id(140));
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, reverses_id)
values (id(161), id(160), 1, id(12), 10, 100, 1000, 130, id(141));
update shipment_lines set reversed_by_id = id(161) where id = id(141);
update sales_order_lines set shipped_quantity = 10, status = 'shipped' where id = id(12);
commit;
