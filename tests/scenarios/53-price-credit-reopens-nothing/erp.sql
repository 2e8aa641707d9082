-- 10 pieces of 113.00 with tax, 4 billed in January. In February 113.00 of the price are credited. A price credit has no quantity, so that
-- unbilled stays 6 x 113.00 = 678.00; the credit of 113.00 is not applied yet. February: 452.00 + 678.00 - 113.00 = 1017.00.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count)
values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = 10, status = 'shipped' where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax)
values (id(210), 'IV1', '2024-01-20', 400, 52);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 4, 100, 400, 52);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-20', 452, '2024-02-19', id(210));
update shipment_lines set invoiced_quantity = 4 where id = id(111);
update sales_order_lines set invoiced_quantity = 4 where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason)
values (id(220), 'CN2', '2024-02-10', -100, -13, 'credit_note', 'price');
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax, credits_invoice_id, credits_line_no)
values (id(221), id(220), 1, id(11), id(111), 0, 100, -100, -13, id(210), 1);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'credit', 'CN2', '2024-02-10', -113, '2024-02-10', id(220));
commit;
