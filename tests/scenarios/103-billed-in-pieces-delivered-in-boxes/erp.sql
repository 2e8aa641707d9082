-- 48 pieces of 10.00 are ordered and leave in two deliveries of 2 boxes of twelve, 271.20 each with tax. The first invoice bills 36 pieces
-- and names the first delivery, of which 24 pieces are billed, and 12 more than were delivered: 3 boxes of it are invoiced. Of the
-- order line 48 pieces are delivered and 36 billed. 12 are unbilled, which is half of the second delivery: 135.60, and billed and
-- not delivered are 36 + 0 boxes unbilled - 24 + 24 - 24 = 12 pieces, of 120.00.
-- Of the second order line, 10 pieces of 100.00, half a tonne left, and 4 pieces are billed ahead. What is sold by the piece converts to no
-- tonnes. So what is billed and not delivered is unknown, nothing can be taken off the delivery (1130 unbilled), and findings say so.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 480, 62.40, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax) values (id(11), id(10), 1, 48, 10, 480, 62.40);
insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(20), 'SO2', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax) values (id(21), id(20), 1, 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05'), (id(120), 'DN2', id(10), '2024-01-06'), (id(130), 'DN3', id(20), '2024-01-06');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, uom, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 'BOX', 2, 120, 240, 31.20), (id(121), id(120), 1, id(11), 'BOX', 2, 120, 240, 31.20),
    (id(131), id(130), 1, id(21), 'T', 0.5, 2000, 1000, 130);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-10', 360, 46.80);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 36, 10, 360, 46.80);
update shipment_lines set invoiced_quantity = 3 where id = id(111);
update sales_order_lines set invoiced_quantity = 36 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-10', 406.80, '2024-02-09', id(210));
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(220), 'IV2', '2024-01-10', 400, 52);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(21), 4, 100, 400, 52);
update sales_order_lines set invoiced_quantity = 4 where id = id(21);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-01-10', 452, '2024-02-09', id(220));
commit;
