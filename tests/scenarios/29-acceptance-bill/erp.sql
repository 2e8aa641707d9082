-- The customer settles 1130 with an acceptance bill due at the end of June. The invoice is settled, the bill is open; the bank has nothing.

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

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 1000, 130);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 100, 1000, 130);
update shipment_lines set invoiced_quantity = invoiced_quantity + 10 where id = id(111);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 10 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 1130, '2024-02-05', id(210));
commit;

insert into receipts (id, number, receipt_date, amount, method) values (id(401), 'RC1', '2024-01-20', 1130, 'bill');
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, customer_invoice_id)
values (id(601), '2024-01-20', id(501), 1130, id(401), id(210));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(501);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(502), 'bill', 'RC1', '2024-01-20', 1130, '2024-06-30');
call voucher('JV1', '2024-01-20', '1121 1130, 1122 -1130');
commit;
