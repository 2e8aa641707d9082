-- The company recognizes on acceptance. What was delivered on the 5th and not accepted is no unconditional claim; the delivery of
-- the 6th, accepted on the 15th, is, and its 565 are unbilled.

call company('CNY', 'acceptance');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1500, 195, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax) values (id(11), id(10), 1, 15, 100, 1500, 195);
insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date) values (id(120), 'DN2', id(10), '2024-01-06');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(121), id(120), 1, id(11), 5, 100, 500, 65);
commit;

update shipments set status = 'delivered', delivered_date = '2024-01-07' where id in (id(110), id(120));
update shipments set status = 'accepted', accepted_date = '2024-01-15' where id = id(120);
commit;
