-- 500.00 come on January 3rd; on the 6th they are applied to an invoice of that day. In between they are an unapplied credit, as in the ledger:
-- 1122 -500.00. Then 1130.00 - 500.00 = 630.00 are open.

call company('CNY', 'shipment');
commit;

insert into receipts (id, number, receipt_date, amount)
values (id(401), 'RC1', '2024-01-03', 500);
call voucher('JV1','2024-01-03','1002 500, 1122 -500');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-06', 1130, '2024-02-05');
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id)
values (id(601), '2024-01-06', id(501), 500, id(401));
update ar_items set open_amount = 630, open_functional = 630 where id = id(501);
call voucher('JV2','2024-01-06','1122 1130, 6001 -1000, 2221 -130');
commit;
