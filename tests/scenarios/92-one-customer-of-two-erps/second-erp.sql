call company('CNY', 'shipment');
insert into customers (code, name_en, name_zh, customer_group, country, payment_term, currency, salesperson, tax_number)
values ('P1', 'Pumpenwerk', '水泵厂', 'dealer', 'DE', 'N30', 'CNY', 'E001', '913100001A');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer) values (id(501), 'invoice', 'IV1', '2024-01-20', 40, '2024-02-19', 'P1');
