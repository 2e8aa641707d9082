-- 50 at 8.00 are received on February 5 and billed on the 10th, 13 % tax: 452.00. On the 20th all of them go back: the ledger has 400.00 on the
-- side of what the supplier still has to credit. His credit note of March 5 clears it, and takes the 452.00 off.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 400, 52, 1);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 50, 8, 400, 52);
insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 50, 8);
update purchase_order_lines set received_quantity = received_quantity + 50 where id = id(1011);
call voucher('JV1', '2024-02-05', '6401 400, 2206 -400');
insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'L1-1', '2024-02-10', 400, 52, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 50, 8, 400, 52);
update purchase_order_lines set invoiced_quantity = invoiced_quantity + 50 where id = id(1011);
call voucher('JV2', '2024-02-10', '2206 400, 2222 52, 2202 -452');
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date, reverses_id)
values (id(1120), 'GR2', id(1010), '2024-02-20', id(1110));
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1121), id(1120), 1, id(1011), -50, 8);
update goods_receipts set reversed_by_id = id(1120) where id = id(1110);
update purchase_order_lines set received_quantity = received_quantity - 50 where id = id(1011);
call voucher('JV3', '2024-02-20', '6401 -400, 2206 400');
commit;

insert into supplier_invoices (id, number, doc_type, supplier_number, invoice_date, net, tax, due_date, reverses_id, open_amount, open_functional)
values (id(1220), 'SC1', 'credit_note', 'L1-C1', '2024-03-05', -400, -52, '2024-03-05', id(1210), -452, -452);
insert into supplier_invoice_lines (
    id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax, credits_line_id)
values (id(1221), id(1220), id(1011), id(1111), -50, 8, -400, -52, id(1211));
update purchase_order_lines set invoiced_quantity = invoiced_quantity - 50 where id = id(1011);
insert into ap_allocations (id, supplier_invoice_id, credit_invoice_id, allocation_date, amount)
values (id(1321), id(1210), id(1220), '2024-03-05', 452);
update supplier_invoices set open_amount = 0, open_functional = 0 where id in (id(1210), id(1220));
update supplier_invoices set reversed_by_id = id(1220) where id = id(1210);
call voucher('JV4', '2024-03-05', '2206 -400, 2222 -52, 2202 452');
commit;
