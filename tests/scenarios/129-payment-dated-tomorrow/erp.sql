-- Of two claims of 1000.00, due on February 9th 2024, the ERP shows one as paid: by a receipt that is posted in the year 2999, as its voucher is.
-- The ledger of today still holds 2000.00, and so does the aging, whatever the ERP calls open. The other claim is overpaid by 400.00,
-- of which 1400.00 come in 2999, too: it is a claim of 1000.00 today, not a credit of -400.00.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09'), (id(502), 'invoice', 'IV2', '2024-01-10', 1000, '2024-02-09');
call voucher('JV1', '2024-01-10', '1122 2000, 6001 -2000');
commit;

insert into receipts (id, number, receipt_date, amount) values (id(401), 'RC1', '2999-01-05', 2400);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id)
values (id(601), '2999-01-05', id(501), 1000, id(401)), (id(602), '2999-01-05', id(502), 1400, id(401));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(501);
update ar_items set open_amount = -400, open_functional = -400 where id = id(502);
commit;
