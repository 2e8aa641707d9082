-- Two invoices of 1000.00; 1400.00 are applied to the first. What is too much, 400.00, is a credit and lowers no overdue claim: 1000.00 are
-- overdue (due on February 9th: 11 days on the 20th), total 600.00.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(502), 'invoice', 'IV2', '2024-01-10', 1000, '2024-02-09');
insert into receipts (id, number, receipt_date, amount)
values (id(401), 'RC1', '2024-02-05', 1400);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id)
values (id(601), '2024-02-05', id(501), 1400, id(401));
update ar_items set open_amount = -400, open_functional = -400 where id = id(501);
commit;
