-- 2 boxes of twelve leave, 24 pieces of 11.30 with tax: 271.20. All 24 pieces are billed on January 10th. On February 5th the invoice is
-- cancelled, and one box is billed anew, by the box: 12 of 24 pieces are left, 135.60 unbilled, beside a claim of 135.60. On
-- February 8th the other box is billed for less, 100.00 and 13.00: nothing is unbilled; 135.60 + 113.00 = 248.60 are open.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 240, 31.20, 1);
insert into sales_order_lines (id, sales_order_id, line_no, uom, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 'EA', 24, 10, 240, 31.20);
insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, uom, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 'BOX', 2, 120, 240, 31.20);
update sales_order_lines set shipped_quantity = 24, status = 'shipped' where id = id(11);
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-10', 240, 31.20);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 'EA', 24, 10, 240, 31.20);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-10', 271.20, '2024-02-09', id(210));
update shipment_lines set invoiced_quantity = 2 where id = id(111);
update sales_order_lines set invoiced_quantity = 24 where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, doc_type, reason, reverses_id)
values (id(220), 'CN1', '2024-02-05', -240, -31.20, 'credit_note', 'cancellation', id(210));
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax, credits_invoice_id, credits_line_no)
values (id(221), id(220), 1, id(11), id(111), 'EA', -24, 10, -240, -31.20, id(210), 1);
insert into ar_items (id, kind, doc_no, doc_date, original, customer_invoice_id, reverses_id)
values (id(502), 'credit', 'CN1', '2024-02-05', -271.20, id(220), id(501));
insert into ar_allocations (id, allocation_date, ar_item_id, amount, credit_item_id, customer_invoice_id)
values (id(601), '2024-02-05', id(501), 271.20, id(502), id(210));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id in (id(501), id(502));
update ar_items set reversed_by_id = id(502) where id = id(501);
update customer_invoices set reversed_by_id = id(220) where id = id(210);
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(230), 'IV2', '2024-02-05', 120, 15.60);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax)
values (id(231), id(230), 1, id(11), id(111), 'BOX', 1, 120, 120, 15.60);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(503), 'invoice', 'IV2', '2024-02-05', 135.60, '2024-03-06', id(230));
update shipment_lines set invoiced_quantity = 1 where id = id(111);
update sales_order_lines set invoiced_quantity = 12 where id = id(11);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(240), 'IV3', '2024-02-08', 100, 13);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax)
values (id(241), id(240), 1, id(11), id(111), 'BOX', 1, 100, 100, 13);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(504), 'invoice', 'IV3', '2024-02-08', 113, '2024-03-09', id(240));
update shipment_lines set invoiced_quantity = 2 where id = id(111);
update sales_order_lines set invoiced_quantity = 24 where id = id(11);
commit;
