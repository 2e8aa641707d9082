-- An invoice of 1130 is never paid and written off in March. It is settled, and nobody paid anything: no view may show money.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax, shipped_quantity, invoiced_quantity)
values (id(11), id(10), 1, 10, 100, 1000, 130, 10, 10);
insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130, 10);
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 1000, 130);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 100, 1000, 130);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 1130, '2024-02-05', id(210));
commit;

insert into ar_adjustments (id, kind, doc_type, doc_no, doc_date, ar_item_id, amount, customer_invoice_id)
values (id(701), 'write_off', 'invoice', 'IV1', '2024-03-15', id(501), 1130, id(210));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(501);
commit;
