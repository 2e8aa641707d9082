-- A company in dollars has 1000 open from a customer and 500 from company 2000 of the group; 100 dollars are on account. At today's 7.10
-- the group sees 7100 and 3550 apart, to eliminate the latter, and -710. At the end of January the rate was 7.00.

call company('USD', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, currency)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09', 'K2', 'USD');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, currency, trading_company)
values (id(502), 'invoice', 'IV2', '2024-01-10', 500, '2024-02-09', 'C92000', 'USD', '2000');
insert into receipts (id, number, receipt_date, amount, customer, currency) values (id(401), 'RC1', '2024-01-20', 100, 'K2', 'USD');
insert into ar_items (id, kind, doc_no, doc_date, original, customer, currency, receipt_id)
values (id(503), 'on_account', 'RC1', '2024-01-20', -100, 'K2', 'USD', id(401));
commit;
