-- 24 pieces are ordered and leave as 2 boxes of 12; billed are 24 pieces. In the order line's unit 24 are shipped, not 2. Half a
-- tonne of something that is sold by the piece converts to nothing: the quantity is unknown, and a finding says so.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 2400, 312, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax) values (id(11), id(10), 1, 24, 100, 2400, 312);
insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(20), 'SO2', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax) values (id(21), id(20), 1, 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, uom, unit_price, net, tax, invoiced_quantity)
values (id(111), id(110), 1, id(11), 2, 'BOX', 1200, 2400, 312, 2);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 2400, 312);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 24, 100, 2400, 312);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 2712, '2024-02-05', id(210));
insert into shipments (id, number, sales_order_id, ship_date) values (id(120), 'DN2', id(20), '2024-01-07');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, uom, unit_price, net, tax)
values (id(121), id(120), 1, id(21), 0.5, 'T', 2000, 1000, 130);
commit;
