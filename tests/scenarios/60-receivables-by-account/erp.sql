-- One customer with a trade claim (1122), an acceptance bill (1121), a retention (1124) and an advance (2203). The notes to the
-- balance sheet need them apart: 1000, 500, 100 and -300. As of 29 February all claims were due on 31 January, 29 days ago; the
-- bill matures on 30 June, and the advance is a credit. By occurrence all are 58 days old.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(501), 'invoice', 'A', '2024-01-02', 1000, '2024-01-31');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(502), 'bill', 'B', '2024-01-02', 500, '2024-06-30');
insert into ar_items (id, kind, doc_no, doc_date, original, due_date)
values (id(503), 'retention', 'C', '2024-01-02', 100, '2024-01-31');
insert into ar_items (id, kind, doc_no, doc_date, original) values (id(504), 'prepayment', 'D', '2024-01-02', -300);
commit;
