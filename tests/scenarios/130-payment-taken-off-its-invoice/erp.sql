-- 1130.00 of January 10th are paid on the 20th and applied: nothing is open on the 31st. In February the bookkeeper takes the payment off
-- the invoice, since it was meant for another one: the allocation is gone, and the money is on account from its own day on. The
-- aging now shows a claim and a credit of 1130.00 each for the 31st, 0 in all, as the vouchers do: none of them was taken back. On
-- March 1st the money is applied again, for 1000.00: 130.00 of both are left.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1130, '2024-02-09');
insert into receipts (id, number, receipt_date, amount) values (id(401), 'RC1', '2024-01-20', 1130);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id)
values (id(601), '2024-01-20', id(501), 1130, id(401));
update ar_items set open_amount = 0, open_functional = 0, status = 'closed' where id = id(501);
call voucher('JV1', '2024-01-10', '1122 1130, 6001 -1000, 2221 -130');
call voucher('JV2', '2024-01-20', '1002 1130, 1122 -1130');
commit;

delete from ar_allocations where id = id(601);
update ar_items set open_amount = 1130, open_functional = 1130, status = 'open' where id = id(501);
insert into ar_items (id, kind, doc_no, doc_date, original, receipt_id, account)
values (id(502), 'on_account', 'RC1', '2024-01-20', -1130, id(401), '1122');
commit;

insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, credit_item_id)
values (id(602), '2024-03-01', id(501), 1000, id(401), id(502));
update ar_items set open_amount = 130, open_functional = 130 where id = id(501);
update ar_items set open_amount = -130, open_functional = -130 where id = id(502);
commit;
