-- Both ERPs have a customer P1. Nobody has said that these are one, so they are erpa:P1, who owes 100, and erpb:P1, who owes 40. Their tax
-- number is the same, however it is written: the report proposes to make the second the first. Finance maps both to C0001 from 2024 on:
-- one row of 140 of the group's ageing, from two sources. The sum is what it was, and so is each company's part.

call company('CNY', 'shipment');
insert into customers (code, name_en, name_zh, customer_group, country, payment_term, currency, salesperson, tax_number)
values ('P1', 'Pump Works', '泵业', 'dealer', 'CN', 'N30', 'CNY', 'E001', '9131-0000 1a');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer) values (id(501), 'invoice', 'IV1', '2024-01-10', 100, '2024-02-09', 'P1');
commit;
