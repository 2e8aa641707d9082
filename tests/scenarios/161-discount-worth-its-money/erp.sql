-- 1047.51 due on March 11, 20.95 less if paid by February 20: 20.95 saved on 1026.56 for twenty days are 20.95 / 1026.56 x 365 / 20 = 37.24 %
-- a year. Money costs 6 %: on February 12 it is proposed to pay 1026.56 on the 20th; on the 21st, 1047.51 on March 11. Another invoice
-- of 1000.00 with 0.20 less has a yield of 0.20 / 999.80 x 365 / 20 = 0.37 %: it is paid when it is due. A third one is 3 % dearer than
-- ordered, which nobody tolerates: what is held up takes no discount.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax, line_count) values (id(1010), 'PO1', '2024-02-01', 2027, 133.51, 2);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 92.7, 10, 927, 120.51), (id(1012), id(1010), 2, 100, 10, 1000, 0), (id(1013), id(1010), 3, 10, 10, 100, 13);
insert into goods_receipts (id, number, purchase_order_id, receipt_date) values (id(1110), 'GR1', id(1010), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 92.7, 10), (id(1112), id(1110), 2, id(1012), 100, 10), (id(1113), id(1110), 3, id(1013), 10, 10);
update purchase_order_lines set received_quantity = quantity where purchase_order_id = id(1010);
call voucher('JV1', '2024-02-05', '6401 2027, 2206 -2027');
commit;

insert into supplier_invoices (id, number, supplier_number, invoice_date, net, tax, due_date, discount_until, discount)
values
    (id(1210), 'SI1', 'L1-1', '2024-02-10', 927, 120.51, '2024-03-11', '2024-02-20', 20.95),
    (id(1220), 'SI2', 'L1-2', '2024-02-10', 1000, 0, '2024-03-11', '2024-02-20', 0.20),
    (id(1230), 'SI3', 'L1-3', '2024-02-10', 103, 13.39, '2024-03-11', '2024-02-20', 2.33);
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values
    (id(1211), id(1210), id(1011), id(1111), 92.7, 10, 927, 120.51),
    (id(1221), id(1220), id(1012), id(1112), 100, 10, 1000, 0),
    (id(1231), id(1230), id(1013), id(1113), 10, 10.30, 103, 13.39);
update purchase_order_lines set invoiced_quantity = quantity where purchase_order_id = id(1010);
call voucher('JV2', '2024-02-10', '2206 2027, 6405 3, 2222 133.90, 2202 -2163.90');
commit;
