-- Two invoices, 678 and 452. One credit note takes 10 % off both: -60 and -40 net, -67.80 and -45.20 gross, -113 in all.
-- It settles 67.80 of the first and 45.20 of the second: 610.20 and 406.80 stay.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 6, 100, 600, 78);
update sales_order_lines set shipped_quantity = shipped_quantity + 6, status = 'partial' where id = id(11);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(120), 'DN2', id(10), '2024-01-06');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(121), id(120), 1, id(11), 4, 100, 400, 52);
update sales_order_lines set shipped_quantity = shipped_quantity + 4, status = 'shipped' where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 600, 78);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 6, 100, 600, 78);
update shipment_lines set invoiced_quantity = invoiced_quantity + 6 where id = id(111);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 6 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 678, '2024-02-05', id(210));
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(220), 'IV2', '2024-01-07', 400, 52);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(121), 4, 100, 400, 52);
update shipment_lines set invoiced_quantity = invoiced_quantity + 4 where id = id(121);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 4 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-01-07', 452, '2024-02-06', id(220));
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason, line_count)
values (id(230), 'CN3', '2024-01-12', -100, -13, 'credit_note', 'price', 2);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(231), id(230), 1, id(11), id(111), 0, 100, -60, -7.8);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(232), id(230), 2, id(11), id(121), 0, 100, -40, -5.2);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(503), 'credit', 'CN3', '2024-01-12', -113, '2024-01-12', id(230));
commit;

insert into ar_allocations (id, allocation_date, ar_item_id, amount, credit_item_id, customer_invoice_id)
values (id(601), '2024-01-15', id(501), 67.80, id(503), id(210));
update ar_items set open_amount = 610.20, open_functional = 610.20, status = 'open' where id = id(501);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, credit_item_id, customer_invoice_id)
values (id(602), '2024-01-15', id(502), 45.20, id(503), id(220));
update ar_items set open_amount = 406.80, open_functional = 406.80, status = 'open' where id = id(502);
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(503);
commit;
