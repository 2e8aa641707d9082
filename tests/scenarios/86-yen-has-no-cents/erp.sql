-- Three lines of 100 yen each are paid 100 yen: 34, 33 and 33, whole yen. Of a delivery of 3 pieces for 100 yen one is not billed: 33.
-- In yuan the delivery is 5.00, of which 3.33 is billed: 1.67 is left.

call company('CNY', 'shipment');
insert into currencies (code, name_en, name_zh, decimals) values ('JPY', 'Japanese yen', '日元', 0);
insert into exchange_rates (from_currency, to_currency, rate_type, valid_from, rate)
values ('JPY', 'CNY', 'transaction', '2024-01-01', 0.05);
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count, currency) values (id(10), 'SO1', '2024-01-02', 100, 0, 1, 'JPY');
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax) values (id(11), id(10), 1, 3, 33.3333, 100, 0);
insert into shipments (id, number, sales_order_id, ship_date, currency, exchange_rate)
values (id(110), 'DN1', id(10), '2024-01-05', 'JPY', 0.05);
insert into shipment_lines (id, shipment_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, invoiced_quantity)
values (id(111), id(110), 1, id(11), 3, 33.3333, 100, 0, 2);
commit;

insert into customer_invoices (id, number, invoice_date, net, tax, line_count, currency, net_functional)
values (id(210), 'IV1', '2024-01-06', 300, 0, 3, 'JPY', 15);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, quantity, unit_price, net, tax, net_functional)
values (id(211), id(210), 1, id(11), 1, 100, 100, 0, 5), (id(212), id(210), 2, id(11), 1, 100, 100, 0, 5),
    (id(213), id(210), 3, id(11), 1, 100, 100, 0, 5);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id, currency, original_functional)
values (id(501), 'invoice', 'IV1', '2024-01-06', 300, '2024-02-05', id(210), 'JPY', 15);
insert into receipts (id, number, receipt_date, amount, currency, amount_functional) values (id(401), 'RC1', '2024-01-20', 100, 'JPY', 5);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, customer_invoice_id, currency, amount_functional)
values (id(601), '2024-01-20', id(501), 100, id(401), id(210), 'JPY', 5);
update ar_items set open_amount = 200, open_functional = 10 where id = id(501);
commit;
