-- 10 pieces billed for 1130.00 on January 10th; 3 come back on the 25th and are credited on February 5th.
-- January: 1130.00 billed, 3 x 113.00 = 339.00 to be credited: 791.00. From February 5th the 339.00 are a credit note: still 791.00.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count)
values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity, returned_quantity)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130, 10, 3);
update sales_order_lines set shipped_quantity = 10, status = 'shipped', invoiced_quantity = 10 where id = id(11);
insert into customer_invoices (id, number, invoice_date, net, tax)
values (id(210), 'IV1', '2024-01-10', 1000, 130);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 100, 1000, 130);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1130, '2024-02-09', id(210));
commit;

insert into shipments (id, number, sales_order_id, ship_date, shipment_kind)
values (id(120), 'DN2', id(10), '2024-01-25', 'return');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(121), id(120), 1, id(11), -3, 100, -300, -39);
update sales_order_lines set shipped_quantity = 7 where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason)
values (id(220), 'CN2', '2024-02-05', -300, -39, 'credit_note', 'quantity');
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(121), -3, 100, -300, -39);
update shipment_lines set invoiced_quantity = -3 where id = id(121);
update sales_order_lines set invoiced_quantity = 7 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'credit', 'CN2', '2024-02-05', -339, '2024-02-05', id(220));
commit;
