-- An item that is posted in the year 2999 is part of no balance yet, neither of today nor of an earlier day; the one of January is.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date) values (id(501), 'invoice', 'IV1', '2024-01-10', 1130, '2024-02-09');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date) values (id(502), 'invoice', 'IV2', '2999-01-10', 1000, '2999-02-09');
commit;
