-- Two boxes leave; kilograms are billed, into which nobody can convert a box of this material. The pieces cannot be compared, so the
-- finding says it; the amounts of the invoice stay.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count)
values (id(10), 'SO1', '2024-01-02', 240, 31.20, 1);
insert into sales_order_lines (id, sales_order_id, line_no, uom, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 'EA', 24, 10, 240, 31.20);
insert into shipments (id, number, sales_order_id, ship_date)
values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, uom, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 'BOX', 2, 120, 240, 31.20);
update sales_order_lines set shipped_quantity = 24, status = 'shipped' where id = id(11);
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-20', 120, 15.60);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, uom, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 'KG', 24, 5, 120, 15.60);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-20', 135.60, '2024-02-19', id(210));
update shipment_lines set invoiced_quantity = 2 where id = id(111);
update sales_order_lines set invoiced_quantity = 24 where id = id(11);
commit;
