-- 24 pieces of 10.00 are ordered and leave as 2 boxes of twelve: 240.00 and 31.20 tax. 12 pieces are billed in January, which are one
-- of the boxes: the other is unbilled, 135.60. The other 12 are billed in February, at 9.00: unbilled is 0, whatever they cost.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count)
values (id(10), 'SO1', '2024-01-02', 240, 31.20, 1);
insert into sales_order_lines (id, sales_order_id, line_no, uom, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 'EA', 24, 10, 240, 31.20);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, uom, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 'BOX', 2, 120, 240, 31.20);
update sales_order_lines set shipped_quantity = 24, status = 'shipped' where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-20', 120, 15.60);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 'EA', 12, 10, 120, 15.60);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-20', 135.60, '2024-02-19', id(210));
update shipment_lines set invoiced_quantity = 1 where id = id(111);
update sales_order_lines set invoiced_quantity = 12 where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(220), 'IV2', '2024-02-10', 108, 14.04);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(111), 'EA', 12, 9, 108, 14.04);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-02-10', 122.04, '2024-03-11', id(220));
update shipment_lines set invoiced_quantity = 2 where id = id(111);
update sales_order_lines set invoiced_quantity = 24 where id = id(11);
commit;
