-- USD 100 billed at 7.00 (700) are paid in two halves in February at 7.20: 360 each. This ERP books no exchange difference:
-- nothing is open in USD, and the ledger still holds 700 - 720 = -20 of the item.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, currency, original_functional)
values (id(501), 'invoice', 'IV1', '2024-01-10', 100, '2024-02-09', 'K2', 'USD', 700);
commit;

insert into receipts (id, number, receipt_date, amount, customer, currency, amount_functional)
values (id(401), 'RC1', '2024-02-10', 50, 'K2', 'USD', 360);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, amount_functional, currency)
values (id(601), '2024-02-10', id(501), 50, id(401), 360, 'USD');
update ar_items set open_amount = 50, open_functional = 340, status = 'open' where id = id(501);
commit;

insert into receipts (id, number, receipt_date, amount, customer, currency, amount_functional)
values (id(402), 'RC2', '2024-02-20', 50, 'K2', 'USD', 360);
insert into ar_allocations (id, allocation_date, ar_item_id, amount, receipt_id, amount_functional, currency)
values (id(602), '2024-02-20', id(501), 50, id(402), 360, 'USD');
update ar_items set open_amount = 0, open_functional = -20, status = 'closed' where id = id(501);
commit;
