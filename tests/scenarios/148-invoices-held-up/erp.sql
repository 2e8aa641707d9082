-- Prices may be 2 % above the order's, quantities must be those received. Of supplier L2 prices may be above by 5 %, but by not more than 0.20.
-- SI1 bills 90 at 10.30 of 80 received at 10.00: 10 too many and 3 % too dear. Payable are 80 x 10.00 with 13 % tax, 904.00; of the 1047.51
-- 143.51 are blocked. SI2 bills 20 of 20 at 10.10: 1 % is within tolerance. SI3 bills what has not come. SI4 bills a service of 300.00
-- with 300.00. SI5 names no order. SI6 has SI5's number, written otherwise. SI7 of L2 bills 4.15 for 4.00: 3.75 %, and 0.15 is less
-- than 0.20. SI8 bills 4.25: 6.25 % is too much.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax) values (id(1010), 'PO1', '2024-02-01', 1000, 130), (id(1020), 'PO2', '2024-02-01', 200, 26),
    (id(1030), 'PO3', '2024-02-01', 50, 6.50);
insert into purchase_orders (id, number, order_kind, order_date, net, tax) values (id(1040), 'PO4', 'service', '2024-02-01', 300, 0);
insert into purchase_orders (id, number, supplier, order_date, net, tax) values (id(1050), 'PO5', 'L2', '2024-02-01', 80, 0);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 100, 10, 1000, 130), (id(1021), id(1020), 1, 20, 10, 200, 26), (id(1031), id(1030), 1, 5, 10, 50, 6.50),
    (id(1041), id(1040), 1, 1, 300, 300, 0), (id(1051), id(1050), 1, 20, 4, 80, 0);
commit;

insert into goods_receipts (id, number, purchase_order_id, supplier, receipt_date)
values (id(1110), 'GR1', id(1010), 'L1', '2024-02-05'), (id(1120), 'GR2', id(1020), 'L1', '2024-02-05'), (id(1150), 'GR5', id(1050), 'L2', '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 80, 10), (id(1121), id(1120), 1, id(1021), 20, 10), (id(1151), id(1150), 1, id(1051), 20, 4);
call voucher('JV1', '2024-02-05', '6401 1080, 2206 -1080');
commit;

insert into supplier_invoices (id, number, supplier, supplier_number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', 'L1', 'A-1', '2024-02-10', 927, 120.51, '2024-03-11'), (id(1220), 'SI2', 'L1', 'A-2', '2024-02-11', 202, 26.26, '2024-03-12'),
    (id(1230), 'SI3', 'L1', 'A-3', '2024-02-12', 50, 6.50, '2024-03-13'), (id(1240), 'SI4', 'L1', 'A-4', '2024-02-13', 300, 0, '2024-03-14'),
    (id(1250), 'SI5', 'L1', 'A-5', '2024-02-14', 70, 0, '2024-03-15'), (id(1260), 'SI6', 'L1', 'a5', '2024-02-28', 70, 0, '2024-03-29'),
    (id(1270), 'SI7', 'L2', 'Z1', '2024-02-15', 41.50, 0, '2024-03-16'), (id(1280), 'SI8', 'L2', 'Z2', '2024-02-16', 42.50, 0, '2024-03-17');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 90, 10.30, 927, 120.51), (id(1221), id(1220), id(1021), id(1121), 20, 10.10, 202, 26.26),
    (id(1231), id(1230), id(1031), null, 5, 10, 50, 6.50), (id(1241), id(1240), id(1041), null, 1, 300, 300, 0),
    (id(1251), id(1250), null, null, 7, 10, 70, 0), (id(1261), id(1260), null, null, 7, 10, 70, 0),
    (id(1271), id(1270), id(1051), id(1151), 10, 4.15, 41.50, 0), (id(1281), id(1280), id(1051), id(1151), 10, 4.25, 42.50, 0);
call voucher('JV2', '2024-02-10', '2206 800, 6405 24, 1402 103, 2222 120.51, 2202 -1047.51');
call voucher('JV3', '2024-02-11', '2206 200, 6405 2, 2222 26.26, 2202 -228.26');
call voucher('JV4', '2024-02-12', '1402 50, 2222 6.50, 2202 -56.50');
call voucher('JV5', '2024-02-13', '6401 300, 2202 -300');
call voucher('JV6', '2024-02-14', '6401 70, 2202 -70');
call voucher('JV7', '2024-02-28', '6401 70, 2202 -70');
call voucher('JV8', '2024-02-15', '2206 40, 6405 1.50, 2202 -41.50');
call voucher('JV9', '2024-02-16', '2206 40, 6405 2.50, 2202 -42.50');
commit;
