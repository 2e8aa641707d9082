-- An exporter's order is in dollars, 1000, and its fapiao in yuan, 7000 (a bonded sale). In the order's currency 7000 yuan are 1000
-- dollars, at 7.00, the rate of the invoice's day. In the group's yuan the invoice is 7000, not 49000. It is paid in February: 7000.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count, customer, currency)
values (id(10), 'SO1', '2024-01-02', 1000, 0, 1, 'K2', 'USD');
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax, shipped_quantity, invoiced_quantity)
values (id(11), id(10), 1, 10, 100, 1000, 0, 10, 10);
insert into shipments (id, number, sales_order_id, ship_date, customer, currency, exchange_rate)
values (id(110), 'DN1', id(10), '2024-01-05', 'K2', 'USD', 7.00);
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 0, 10);
insert into customer_invoices (id, number, invoice_date, net, tax, customer) values (id(210), 'IV1', '2024-01-10', 7000, 0, 'K2');
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 700, 7000, 0);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id, customer)
values (id(501), 'invoice', 'IV1', '2024-01-10', 7000, '2024-02-09', id(210), 'K2');
commit;

insert into receipts (id, number, receipt_date, amount, customer) values (id(401), 'RC1', '2024-02-10', 7000, 'K2');
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, customer_invoice_id)
values (id(601), '2024-02-10', id(501), 7000, id(401), id(210));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(501);
commit;
