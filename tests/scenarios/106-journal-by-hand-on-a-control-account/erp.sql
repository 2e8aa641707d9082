-- An invoice of 1130 is posted by the voucher of its document. Then somebody enters 10 on 1122 by hand: the ledger has 1140, the items
-- 1130. The difference of 10 is what the lines without a document add up to, so nothing is unexplained. In bank nothing is posted:
-- there is no account to compare with.

call company('CNY', 'shipment');
commit;

insert into customer_invoices (id, number, invoice_date, net, tax) values (id(210), 'IV1', '2024-01-06', 1000, 130);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer_invoice_id)
values (id(501), 'invoice', 'IV1', '2024-01-06', 1130, '2024-02-05', id(210));
call voucher('JV1', '2024-01-06', '1122 1130, 6001 -1000, 2221 -130');
update journals set origin_table = 'customer_invoices', origin_id = id(210) where number = current_setting('scenario.company') || '-JV1';
commit;

call voucher('JV9', '2024-01-20', '1122 10, 6001 -10');
commit;
