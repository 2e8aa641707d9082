-- K1 pays 500.00 on January 5th, is billed 1130.00 on the 10th, and the money is applied on the 20th. In February K1 turns out to be
-- K2, and the ERP rewrites its documents. Every day's aging is K2's from then on, with the same totals: on the 7th a credit of 500.00,
-- on the 15th 630.00 (the ledger moved with the receipt), on the 20th 630.00. Of K1 nothing is left.

call company('CNY', 'shipment');
commit;

insert into receipts (id, number, receipt_date, amount) values (id(401), 'RC1', '2024-01-05', 500);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1130, '2024-02-09');
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id)
values (id(601), '2024-01-20', id(501), 500, id(401));
update ar_items set open_amount = 630, open_functional = 630 where id = id(501);
commit;

update receipts set customer = 'K2' where id = id(401);
update ar_items set customer = 'K2' where id = id(501);
commit;
