-- Of 10 ordered, 4 have left and nothing is billed: 4 x 100 = 400 net and 52 tax are unbilled, 452 in all, without a due date.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 4, 100, 400, 52);
update sales_order_lines set shipped_quantity = shipped_quantity + 4, status = 'partial' where id = id(11);
commit;
