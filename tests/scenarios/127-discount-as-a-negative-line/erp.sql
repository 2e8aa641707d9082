-- An order has 10 pieces of 113.00 with tax, and a discount as a line of its own: 1 at -50.00 and -6.50 tax. Both leave on January 5th
-- and are billed on February 10th. Unbilled are 1130.00 - 56.50 = 1073.50 until then; billed half of the pieces on January
-- 20th (565.00), 1073.50 - 565.00 = 508.50 are left.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 950, 123.50, 2);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130), (id(12), id(10), 2, 1, -50, -50, -6.50);
insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130), (id(112), id(110), 2, id(12), 1, -50, -50, -6.50);
update sales_order_lines set shipped_quantity = quantity, status = 'shipped' where id in (id(11), id(12));
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-20', 500, 65);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 5, 100, 500, 65);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-20', 565, '2024-02-19', id(210));
update shipment_lines set invoiced_quantity = 5 where id = id(111);
update sales_order_lines set invoiced_quantity = 5 where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, line_count) values (id(220), 'IV2', '2024-02-10', 450, 58.50, 2);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(111), 5, 100, 500, 65), (id(222), id(220), 2, id(12), id(112), 1, -50, -50, -6.50);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-02-10', 508.50, '2024-03-11', id(220));
update shipment_lines set invoiced_quantity = quantity where id in (id(111), id(112));
update sales_order_lines set invoiced_quantity = quantity where id in (id(11), id(12));
commit;
