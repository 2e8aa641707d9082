-- A company in dollars has 1000 open. The ERP's only closing rate is 6.50 of the end of 2023, its last daily rate 7.10 of March 2024:
-- in the group's yuan the claim is 7100 by the latest rate, not 6500 by an old one.

call company('USD', 'shipment');
insert into exchange_rates (from_currency, to_currency, rate_type, valid_from, rate)
values ('USD', 'CNY', 'closing', '2023-12-31', 6.50);
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09', 'K2');
commit;
