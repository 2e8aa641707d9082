-- Two lines of 678 and 452 gross are billed in one invoice of 1130; 500 are paid.
-- Shared by gross: 500 x 678 / 1130 = 300 and 500 x 452 / 1130 = 200. 630 stay open.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 2);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 6, 100, 600, 78);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(12), id(10), 2, 4, 100, 400, 52);
commit;

insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 6, 100, 600, 78);
update sales_order_lines set shipped_quantity = shipped_quantity + 6, status = 'shipped' where id = id(11);
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(112), id(110), 2, id(12), 4, 100, 400, 52);
update sales_order_lines set shipped_quantity = shipped_quantity + 4, status = 'shipped' where id = id(12);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, line_count)
values (id(210), 'IV1', '2024-01-06', 1000, 130, 2);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 6, 100, 600, 78);
update shipment_lines set invoiced_quantity = invoiced_quantity + 6 where id = id(111);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 6 where id = id(11);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(212), id(210), 2, id(12), id(112), 4, 100, 400, 52);
update shipment_lines set invoiced_quantity = invoiced_quantity + 4 where id = id(112);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 4 where id = id(12);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 1130, '2024-02-05', id(210));
commit;

insert into receipts (id, number, receipt_date, amount) values (id(401), 'RC1', '2024-01-20', 500);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, customer_invoice_id)
values (id(601), '2024-01-20', id(501), 500, id(401), id(210));
update ar_items set open_amount = 630, open_functional = 630, status = 'open' where id = id(501);
insert into bank_transactions (id, posting_date, doc_type, doc_no, amount, amount_functional)
values (id(751), '2024-01-20', 'receipt', 'RC1', 500, 500);
update bank_accounts set balance = balance + 500, balance_functional = balance_functional + 500 where code = current_setting('scenario.company');
commit;
