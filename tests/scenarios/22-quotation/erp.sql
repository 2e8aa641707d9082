-- A quotation is not an order yet and cannot be seen. The second one is confirmed the next day.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count, status)
values (id(10), 'SO1', '2024-01-02', 1000, 130, 1, 'draft');
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count, status)
values (id(20), 'SO2', '2024-01-02', 300, 39, 1, 'draft');
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(21), id(20), 1, 3, 100, 300, 39);
commit;

update sales_orders set status = 'confirmed' where id = id(20);
commit;
