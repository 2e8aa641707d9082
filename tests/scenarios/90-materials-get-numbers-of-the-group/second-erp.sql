alter table materials drop constraint materials_code_check;
insert into materials (code, name_en, name_zh, kind, uom, stock_account) values ('PUMP-01', 'Pump', '泵', 'finished', 'EA', '1406');
call company('CNY', 'shipment');
insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 300, 39, 2);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax, material)
values (id(11), id(10), 1, 1, 100, 100, 13, '3000000001'), (id(12), id(10), 2, 1, 200, 200, 26, 'PUMP-01');
