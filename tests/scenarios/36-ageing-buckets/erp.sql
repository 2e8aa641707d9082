-- Six items, as of 31 July 2024: due on 10 August (not due), 20 July (11 days), 20 June (41), 20 May (72), 20 March (133),
-- 31 December (213). One without a due date, one credit, each in a column of its own. 2100 + 70 - 80 = 2090.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'A', '2024-07-01', 100, '2024-08-10');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(502), 'invoice', 'B', '2024-06-20', 200, '2024-07-20');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(503), 'invoice', 'C', '2024-05-20', 300, '2024-06-20');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(504), 'invoice', 'D', '2024-04-20', 400, '2024-05-20');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(505), 'invoice', 'E', '2024-02-20', 500, '2024-03-20');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(506), 'invoice', 'F', '2023-12-01', 600, '2023-12-31');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original) values (id(507), 'invoice', 'G', '2024-07-01', 70);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(508), 'credit', 'H', '2024-07-01', -80, '2024-07-01');
commit;
