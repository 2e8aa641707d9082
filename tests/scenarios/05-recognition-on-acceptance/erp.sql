-- The company recognizes on acceptance, which comes ten days after the shipment: on the 10th nobody owes anything,
-- at the end of the month 1130 are unbilled.

call company('CNY', 'acceptance');
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

update shipments set status = 'delivered', delivered_date = '2024-01-07' where id = id(110);
commit;

update shipments set status = 'accepted', accepted_date = '2024-01-15' where id = id(110);
commit;
