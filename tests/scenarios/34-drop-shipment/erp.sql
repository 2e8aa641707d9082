-- The supplier sends straight to the customer: the goods never lie in our stock, and what they cost (600) is cost of sales at once.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count, order_kind)
values (id(10), 'SO1', '2024-01-02', 1000, 130, 1, 'drop_shipment');
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax)
values (id(11), id(10), 1, 10, 100, 1000, 130);
insert into purchase_orders (id, number, order_kind, order_date, net, tax)
values (id(90), 'PO1', 'drop_shipment', '2024-01-02', 600, 78);
commit;

insert into shipments (id, number, sales_order_id, ship_date, shipment_kind)
values (id(110), 'DN1', id(10), '2024-01-05', 'drop_shipment');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(111), id(110), 1, id(11), 10, 100, 1000, 130);
update sales_order_lines set shipped_quantity = shipped_quantity + 10, status = 'shipped' where id = id(11);
insert into stock_moves (id, doc_type, doc_no, line_no, doc_date, move_kind, material, from_location, to_location, quantity, amount)
values (id(321), 'drop_shipment', 'MV1', 1, '2024-01-05', 'drop_shipment', '3000000001', 'SUPPLIER', 'CUSTOMER', 10, 600);
call voucher('JV1', '2024-01-05', '6401 600, 2206 -600');
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 1000, 130);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), id(111), 10, 100, 1000, 130);
update shipment_lines set invoiced_quantity = invoiced_quantity + 10 where id = id(111);
update sales_order_lines set invoiced_quantity = invoiced_quantity + 10 where id = id(11);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 1130, '2024-02-05', id(210));
call voucher('JV2', '2024-01-06', '1122 1130, 6001 -1000, 2221 -130');
commit;
