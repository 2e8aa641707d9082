-- 3500.00 yuan come on January 10th, and nothing is billed: an unapplied credit of 3500.00 yuan. On the 20th 1000 dollars are billed at 7.00,
-- and the yuan are applied to 500 dollars of them. The allocation says 500, which are dollars: what was unapplied before were
-- 3500.00 yuan, not 500. From the 20th on 500 dollars are open, 3500.00 in the books, as in the ledger: 7000.00 - 3500.00.

call company('CNY', 'shipment');
commit;

insert into receipts (id, number, receipt_date, amount, customer) values (id(401), 'RC1', '2024-01-10', 3500, 'K2');
call voucher('JV1', '2024-01-10', '1002 3500, 1122 -3500');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, currency, original_functional)
values (id(501), 'invoice', 'IV1', '2024-01-20', 1000, '2024-02-19', 'K2', 'USD', 7000);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, currency, amount_functional)
values (id(601), '2024-01-20', id(501), 500, id(401), 'USD', 3500);
update ar_items set open_amount = 500, open_functional = 3500 where id = id(501);
call voucher('JV2', '2024-01-20', '1122 7000, 6001 -7000');
commit;
