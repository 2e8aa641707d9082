-- A service is ordered for 10 days at 100.00, 13 % tax: 1130.00; nothing is received of it. 6 days are billed on February 15, within the order;
-- 5 on the 28th: one more than was ordered. 4 of them may be paid, 452.00; 113.00 are held up.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_kind, order_date, net, tax, line_count)
values (id(1010), 'PO1', 'service', '2024-02-01', 1000, 130, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 10, 100, 1000, 130);
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'L1-1', '2024-02-15', 600, 78, '2024-03-16');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), 6, 100, 600, 78);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 6 where id = id(1011);
call voucher('JV1', '2024-02-15', '6401 600, 2222 78, 2202 -678');
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1220), 'SI2', 'L1-2', '2024-02-28', 500, 65, '2024-03-29');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, quantity, unit_price, net, tax)
values (id(1221), id(1220), id(1011), 5, 100, 500, 65);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 5 where id = id(1011);
call voucher('JV2', '2024-02-28', '6401 500, 2222 65, 2202 -565');
commit;
