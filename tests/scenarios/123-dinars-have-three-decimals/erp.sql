-- A company in Kuwaiti dinars, which have three decimals, at 23.50 yuan. Of 3 pieces for 10.000 one is billed, for 3.330: unbilled is what the
-- other two are worth, 10.000 x 2 / 3 = 6.667. Of three invoice lines of 10.000 each 10.000 are paid: cut to 3.333 each that is 9.999,
-- and the thousandth that is left goes to the first line. In yuan 6.667 are 156.67 (156.6745). Billed are
-- 30.000 - 10.000 + 3.330 = 23.330.

insert into currencies (code, name_en, name_zh, decimals) values ('KWD', 'Kuwaiti dinar', '科威特第纳尔', 3);
insert into exchange_rates (from_currency, to_currency, rate_type, valid_from, rate)
values ('KWD', 'CNY', 'transaction', '2024-01-01', 23.50);
call company('KWD', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 40, 0, 2);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax, invoiced_quantity, shipped_quantity)
values (id(11), id(10), 1, 3, 3.3333, 10, 0, 1, 3), (id(12), id(10), 2, 3, 10, 30, 0, 3, 0);
insert into shipments (id, number, sales_order_id, ship_date) values (id(110), 'DN1', id(10), '2024-01-05');
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity)
values (id(111), id(110), 1, id(11), 3, 3.3333, 10, 0, 1);
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(220), 'IV2', '2024-01-07', 3.33, 0);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, shipment_line_id, quantity, unit_price, net, tax)
values (id(221), id(220), 1, id(11), id(111), 1, 3.33, 3.33, 0);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(502), 'invoice', 'IV2', '2024-01-07', 3.33, '2024-02-06', id(220));
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, line_count) values (id(210), 'IV1', '2024-01-06', 30, 0, 3);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(12), 1, 10, 10, 0), (id(212), id(210), 2, id(12), 1, 10, 10, 0),
    (id(213), id(210), 3, id(12), 1, 10, 10, 0);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 30, '2024-02-05', id(210));
insert into receipts (id, number, receipt_date, amount) values (id(401), 'RC1', '2024-01-20', 10);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, customer_invoice_id)
values (id(601), '2024-01-20', id(501), 10, id(401), id(210));
update ar_items set open_amount = 20, open_functional = 20 where id = id(501);
commit;
