-- USD 1000 are billed in January at 7.00 (7000). A price credit of USD 100 comes in February at 7.20 (720) and is applied:
-- of the invoice, the ledger gives up 700 for it, so the difference of -20 is booked. Open: 900 and 7000 - 700 = 6300.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count, customer, currency)
values (id(10), 'SO1', '2024-01-02', 1000, 0, 1, 'K2', 'USD');
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 0);
commit;

insert into shipments (id, number, sales_order_id, ship_date, customer, currency, exchange_rate)
values (id(110), 'DN1', id(10), '2024-01-05', 'K2', 'USD', 7.00);
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 0);
update sales_order_lines set shipped_quantity = shipped_quantity + 10, status = 'shipped' where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, customer, currency, exchange_rate, net_functional)
values (id(210), 'IV1', '2024-01-10', 1000, 0, 'K2', 'USD', 7.00, 7000);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 100, 1000, 0);
update shipment_lines set invoiced_quantity = invoiced_quantity + 10 where id = id(111);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 10 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id, customer, currency, original_functional)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09', id(210), 'K2', 'USD', 7000);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason, customer, currency, exchange_rate, net_functional)
values (id(220), 'CN2', '2024-02-10', -100, 0, 'credit_note', 'price', 'K2', 'USD', 7.20, -720);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(111), 0, 100, -100, -0);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id, customer, currency, original_functional)
values (id(502), 'credit', 'CN2', '2024-02-10', -100, '2024-02-10', id(220), 'K2', 'USD', -720);
commit;

insert into ar_allocations (id, allocation_date, ar_item_id, amount, credit_item_id, customer_invoice_id, amount_functional, currency)
values (id(601), '2024-02-12', id(501), 100, id(502), id(210), 720, 'USD');
insert into ar_adjustments (id, kind, doc_type, doc_no, doc_date, ar_item_id, amount, amount_functional, currency)
values (id(701), 'exchange_difference', 'invoice', 'IV1', '2024-02-12', id(501), 0, -20, 'USD');
update ar_items set open_amount = 900, open_functional = 6300, status = 'open' where id = id(501);
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(502);
commit;
