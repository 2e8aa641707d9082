-- An invoice of 1130 is posted, but no open item: it was booked elsewhere, or its item is lost. What is paid of it is unknown, not
-- 1130, and nothing is known of how it was settled.

call company('CNY', 'shipment');
commit;

insert into sales_orders (id, number, order_date, net, tax, line_count) values (id(10), 'SO1', '2024-01-02', 1000, 130, 1);
insert into sales_order_lines (id, sales_order_id, line_no, quantity, unit_price, net, tax, invoiced_quantity)
values (id(11), id(10), 1, 10, 100, 1000, 130, 10);
insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-10', 1000, 130);
insert into customer_invoice_lines (id, customer_invoice_id, line_no, sales_order_line_id, quantity, unit_price, net, tax)
values (id(211), id(210), 1, id(11), 10, 100, 1000, 130);
commit;
