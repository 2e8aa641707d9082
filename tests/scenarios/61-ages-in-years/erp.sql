-- Claims of 1000 each, as of 10 January 2024, by the buckets of the annual accounts. By occurrence: 9 January 2018 is more than 5
-- years ago, 10 January 2019 exactly 5 (4 to 5), 9 January 2022 two years and a day (2 to 3), 9 January 2023 a year and a day
-- (1 to 2), 10 January 2023 exactly a year (up to 1). Each is due a month later; by due date they are a month younger, so that
-- the third is 1 to 2 years old and the fourth up to 1.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'A', '2018-01-09', 1000, '2018-02-09');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(502), 'invoice', 'B', '2019-01-10', 1000, '2019-02-10');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(503), 'invoice', 'C', '2022-01-09', 1000, '2022-02-09');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(504), 'invoice', 'D', '2023-01-09', 1000, '2023-02-09');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(505), 'invoice', 'E', '2023-01-10', 1000, '2023-02-10');
commit;
