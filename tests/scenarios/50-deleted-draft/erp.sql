-- A draft order with its line is deleted, and a confirmed one loses its second line: what is gone in the ERP is gone in the hub.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1500, 195, 2);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(12), id(10), 2, 5, 100, 500, 65);
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(20), 'SO2', '2024-01-02', 300, 39, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(21), id(20), 1, 3, 100, 300, 39);
commit;

delete from sales_order_lines where id = id(12);
update sales_orders set net = 1000, tax = 130, gross = 1130, line_count = 1 where id = id(10);
commit;

delete from sales_order_lines where sales_order_id = id(20);
delete from sales_orders where id = id(20);
commit;
