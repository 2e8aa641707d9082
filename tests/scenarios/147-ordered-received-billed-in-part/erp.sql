-- Example of the order of 100 at 10.00 with 13 % tax, 1130.00, on the day on which 80 are received and 90 billed at 10.30. Of the order's 1130.00,
-- 90 are billed: 1017.00 at the order's price, 1047.51 as billed, so the price variance is 30.51. Nothing is received and not billed,
-- 10 are billed and not received, and 10 x 11.30 = 113.00 are still open: 1130.00 + 30.51 = 1047.51 owed + 113.00.
-- Of a second order of 10 at 20.00, 12 come: 271.20 with tax are received and not billed, 45.20 of them beyond the order. A third one of
-- 5 at 10.00 is cancelled after 2 came: 33.90 will not come any more, 22.60 are received. A service of 300.00 is billed with 310.00, nothing is
-- ever received for it.

call company('CNY', 'shipment');
commit;

insert into purchase_orders (id, number, order_date, net, tax) values (id(1010), 'PO1', '2024-02-01', 1000, 130), (id(1020), 'PO2', '2024-02-01', 200, 26),
    (id(1030), 'PO3', '2024-02-01', 50, 6.50);
insert into purchase_orders (id, number, order_kind, order_date, net, tax) values (id(1040), 'PO4', 'service', '2024-02-01', 300, 0);
insert into purchase_order_lines (id, purchase_order_id, line_no, quantity, unit_price, net, tax)
values (id(1011), id(1010), 1, 100, 10, 1000, 130), (id(1021), id(1020), 1, 10, 20, 200, 26), (id(1031), id(1030), 1, 5, 10, 50, 6.50),
    (id(1041), id(1040), 1, 1, 300, 300, 0);
commit;

insert into goods_receipts (id, number, purchase_order_id, receipt_date)
values (id(1110), 'GR1', id(1010), '2024-02-05'), (id(1120), 'GR2', id(1020), '2024-02-05'), (id(1130), 'GR3', id(1030), '2024-02-05');
insert into goods_receipt_lines (id, goods_receipt_id, line_no, purchase_order_line_id, quantity, unit_price)
values (id(1111), id(1110), 1, id(1011), 80, 10), (id(1121), id(1120), 1, id(1021), 12, 20), (id(1131), id(1130), 1, id(1031), 2, 10);
call voucher('JV1', '2024-02-05', '6401 1060, 2206 -1060');
commit;

insert into supplier_invoices (id, number, invoice_date, net, tax, due_date)
values (id(1210), 'SI1', '2024-02-10', 927, 120.51, '2024-03-11'), (id(1220), 'SI2', '2024-02-10', 310, 0, '2024-03-11');
insert into supplier_invoice_lines (id, supplier_invoice_id, purchase_order_line_id, goods_receipt_line_id, quantity, unit_price, net, tax)
values (id(1211), id(1210), id(1011), id(1111), 90, 10.30, 927, 120.51), (id(1221), id(1220), id(1041), null, 1, 310, 310, 0);
call voucher('JV2', '2024-02-10', '2206 800, 6405 24, 1402 103, 2222 120.51, 2202 -1047.51');
call voucher('JV3', '2024-02-10', '6401 310, 2202 -310');
update purchase_orders set status = 'cancelled' where id = id(1030);
commit;
