-- A company claims 1130 from another one of the group, which has booked the invoice, and on March 29 a payment of 130 that has not come in by the
-- end of March. So 1130 are claimed and 1000 owed: 1000 are eliminated on both sides, the difference of 130 is the payment, the
-- one document that the other side does not have. Of the 1130 receivable the group keeps 130.

call company('CNY', 'shipment');
commit;

select set_config('scenario.company', current_setting('scenario.company') || 'B', false),
    set_config('scenario.base', (current_setting('scenario.base')::bigint + 50000)::text, false);
call company('CNY', 'shipment');
commit;

call voucher('PI1', '2024-03-05', '1405 1000, 2221 130, 2202 -1130');
call voucher('PA1', '2024-03-29', '2202 130, 1002 -130');
update journal_lines set supplier = 'L1', trading_company = left(current_setting('scenario.company'), -1)
where account = '2202' and journal_id in (select j.id from journals as j where j.company = current_setting('scenario.company'));
commit;

select set_config('scenario.company', left(current_setting('scenario.company'), -1), false),
    set_config('scenario.base', (current_setting('scenario.base')::bigint - 50000)::text, false);
insert into ar_items (id, kind, doc_no, doc_date, original, due_date, customer, trading_company)
values (id(501), 'invoice', 'IV1', '2024-03-05', 1130, '2024-04-04', 'C92000', current_setting('scenario.company') || 'B');
call voucher('IV1', '2024-03-05', '1122 1130, 6001 -1000, 2221 -130');
commit;
