-- As before, but in the end all 10 leave in two shipments: nothing is billed ahead any more, and nothing is unbilled.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-03', 1000, 130);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 10, billed_ahead_quantity = billed_ahead_quantity + 10 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-03', 1130, '2024-02-02', id(210));
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity)
values (id(111), id(110), 1, id(11), 4, 100, 400, 52, 4);
update sales_order_lines set shipped_quantity = shipped_quantity + 4, billed_ahead_quantity = billed_ahead_quantity - 4, status = 'partial' where id = id(11);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(120), 'DN2', id(10), '2024-01-09');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity)
values (id(121), id(120), 1, id(11), 6, 100, 600, 78, 6);
update sales_order_lines set shipped_quantity = shipped_quantity + 6, billed_ahead_quantity = billed_ahead_quantity - 6, status = 'shipped' where id = id(11);
commit;
