-- Two deliveries of 10 of one order line, 113.00 each with tax; the first invoice bills 12 and names the first, the second bills 8 and names
-- the other. On January 10th 20 are delivered and 12 billed: 8 x 113.00 = 904.00 unbilled beside 1356.00. On the 20th all is billed:
-- unbilled 0, total 1356.00 + 904.00 = 2260.00.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 2000, 260, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 20, 100, 2000, 260);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05'), (id(120), 'DN2', id(10), '2024-01-06');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130), (id(121), id(120), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = 20, status = 'shipped' where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-10', 1200, 156);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 12, 100, 1200, 156);
update shipment_lines set invoiced_quantity = 12 where id = id(111);
update sales_order_lines set invoiced_quantity = 12 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1356, '2024-02-09', id(210));
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(220), 'IV2', '2024-01-20', 800, 104);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(121), 8, 100, 800, 104);
update shipment_lines set invoiced_quantity = 8 where id = id(121);
update sales_order_lines set invoiced_quantity = 20 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-01-20', 904, '2024-02-19', id(220));
commit;
