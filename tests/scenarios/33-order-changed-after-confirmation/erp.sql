-- The customer takes 12 instead of 10 and gets 95 instead of 100: 1140 net, 148.20 tax, 1288.20. The row is rewritten twice.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

update sales_order_lines set quantity = 12, net = 1200, tax = 156, gross = 1356 where id = id(11);
update sales_order_lines set unit_price = 95, net = 1140, tax = 148.20, gross = 1288.20 where id = id(11);
update sales_orders set net = 1140, tax = 148.20, gross = 1288.20 where id = id(10);
commit;
