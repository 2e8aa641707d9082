-- An invoice is still a draft: it does not count, all 10 are unbilled. The draft of the second order is then posted: 113 are billed.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = shipped_quantity + 10, status = 'shipped' where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, status)
values (id(210), 'IV1', '2024-01-06', 1000, 130, 'draft');
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 100, 1000, 130);
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(20), 'SO2', '2024-01-02', 100, 13, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(21), id(20), 1, 1, 100, 100, 13);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(120), 'DN2', id(20), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(121), id(120), 1, id(21), 1, 100, 100, 13);
update sales_order_lines set shipped_quantity = shipped_quantity + 1, status = 'shipped' where id = id(21);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, status)
values (id(220), 'IV2', '2024-01-06', 100, 13, 'draft');
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(21), id(121), 1, 100, 100, 13);
commit;

update shipment_lines set invoiced_quantity = invoiced_quantity + 1 where id = id(121);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 1 where id = id(21);
update customer_invoices set status = 'posted', posting_date = '2024-01-09' where id = id(220);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-01-09', 113, '2024-02-08', id(220));
commit;
