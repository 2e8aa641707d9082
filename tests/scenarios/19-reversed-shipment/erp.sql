-- A shipment of 10 was booked by mistake and is reversed; 8 leave in fact. The pair stays and has nothing to bill;
-- 8 are shipped and unbilled: 800 net, 104 tax.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = shipped_quantity + 10, status = 'shipped' where id = id(11);
commit;

insert into shipments (id, number, sales_order_id, ship_date, status, billing_status, reverses_id)
values (id(120), 'DN2', id(10), '2024-01-06', 'reversed', 'none', id(110));
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, reverses_id)
values (id(121), id(120), 1, id(11), -10, 100, -1000, -130, id(111));
update sales_order_lines set shipped_quantity = shipped_quantity - 10, status = 'open' where id = id(11);
update shipments set status = 'reversed', billing_status = 'none', reversed_by_id = id(120) where id = id(110);
update shipment_lines set reversed_by_id = id(121) where id = id(111);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(130), 'DN3', id(10), '2024-01-07');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(131), id(130), 1, id(11), 8, 100, 800, 104);
update sales_order_lines set shipped_quantity = shipped_quantity + 8, status = 'partial' where id = id(11);
commit;
