-- A company buys from its sister, supplier S91000, the group's company 1000: 20 at 30.00 without tax, 600.00. 20 come, 12 are billed and owed.
-- Everything that is owed or received names the sister.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, supplier, trading_company, order_kind, order_date, net, tax, line_count)
values (id(1010), 'PO1', 'S91000', '1000', 'intercompany', '2024-02-01', 600, 0, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, tax_rate, net, tax)
values (id(1011), id(1010), 1, 20, 30, 0, 600, 0);
insert into goods_receipts (id, number, purchase_order_id, supplier, receipt_date) values (id(1110), 'GR1', id(1010), 'S91000', '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 20, 30);
update purchase_order_lines set received_quantity = received_quantity + 20 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 600, 2206 -600');
commit;

insert into supplier_invoices (id, number, supplier_number, supplier, trading_company, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'IV-1', 'S91000', '1000', '2024-02-10', 360, 0, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 12, 30, 360, 0);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 12 where id = id(1011);
call voucher('JV2', '2024-02-10', '2206 360, 2202 -360');
commit;
