-- A credit note of 113.00 is posted on January 5th and applied to an invoice of the 20th. Until then it is a credit of 113.00, in no column of age;
-- then 1130.00 - 113.00 = 1017.00 are open. It is applied on the 12th already, before the invoice is posted: that changes nothing. The
-- ledger: -113.00 on the 5th, 1130.00 - 113.00 on the 20th. On February 25th, 6 days after it was due, 1017.00 are overdue.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original)
values (id(502), 'credit', 'CN1', '2024-01-05', -113);
call voucher('JV1', '2024-01-05', '6001 100, 2221 13, 1122 -113');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-20', 1130, '2024-02-19');
call voucher('JV2', '2024-01-20', '1122 1130, 6001 -1000, 2221 -130');
insert into ar_allocations (id, allocation_date, ar_item_id, amount, credit_item_id)
values (id(601), '2024-01-12', id(501), 113, id(502));
update ar_items set open_amount = 1017, open_functional = 1017 where id = id(501);
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(502);
commit;
