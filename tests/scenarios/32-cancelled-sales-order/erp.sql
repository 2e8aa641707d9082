-- An order is confirmed and then cancelled, the other one stays. Nothing of the first can be shipped or billed.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(20), 'SO2', '2024-01-02', 400, 52, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(21), id(20), 1, 5, 80, 400, 52);
commit;

update sales_order_lines set status = 'cancelled' where sales_order_id = id(10);
update sales_orders set status = 'cancelled' where id = id(10);
commit;
