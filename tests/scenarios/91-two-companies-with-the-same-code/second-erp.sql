call company('CNY', 'shipment');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date) values (id(501), 'invoice', 'IV1', '2024-01-10', 777777, '2024-02-09');
