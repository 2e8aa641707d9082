-- A receipt that is entered and applied on February 5th is posted to January 31st, as its voucher. On the 31st nothing is owed, as in the
-- ledger: 1122 1130.00 - 1130.00 = 0. The day before, the whole invoice is open.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1130, '2024-02-09');
call voucher('JV1','2024-01-10','1122 1130, 6001 -1000, 2221 -130');
commit;

insert into receipts (id, number, receipt_date, posting_date, amount)
values (id(401), 'RC1', '2024-02-05', '2024-01-31', 1130);
insert into ar_allocations (id, allocation_date, period, ar_item_id, amount, receipt_id)
values (id(601), '2024-02-05', '2024-01', id(501), 1130, id(401));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(501);
call voucher('JV2','2024-01-31','1002 1130, 1122 -1130');
commit;
