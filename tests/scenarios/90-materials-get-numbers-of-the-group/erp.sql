-- Materials of the group are numbers of ten digits. The first ERP's are, and are the group's as they are. In the second one an article is
-- named by text: PUMP-01 gets the first number of the range that finance has set aside, 9000000001, in its order too. Both ERPs share the
-- ten digits (on_collision same), so 3000000001 is one material.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax) values (id(10), 'SO1', '2024-01-02', 100, 13);
insert into sales_order_lines (id, sales_order_id, quantity, unit_price, net, tax) values (id(11), id(10), 1, 100, 100, 13);
commit;
