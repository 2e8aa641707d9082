-- A company in yuan bills 1000 dollars at 7.00, and takes 500 dollars ahead at 7.00. At the end of February a dollar is 7.20: the claim is
-- worth 7200.00, 200.00 more than booked, which is not realised. In March it is 7.10: 7100.00 and 100.00. The prepayment is owed in
-- goods and not in money: it stays at the rate of its day.

call company('CNY', 'shipment');
commit;

insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, currency, original_functional)
values (id(501), 'invoice', 'IV1', '2024-01-10', 1000, '2024-02-09', 'K2', 'USD', 7000);
insert into receipts (id, number, receipt_date, amount, amount_functional, customer, currency)
values (id(401), 'RC1', '2024-01-20', 500, 3500, 'K2', 'USD');
insert into ar_items (id, kind, doc_no, doc_date, original, receipt_id, customer, currency, original_functional)
values (id(502), 'prepayment', 'RC1', '2024-01-20', -500, id(401), 'K2', 'USD', -3500);
commit;
