-- 100 are booked on 6601 in December 2023, an expense, and 40 in January. The accountants then find that the account is an asset (prepaid) and
-- change its kind, not its postings. An expense would start 2024 at 0 and leave 100 in the result carried over; an asset goes on:
-- January 100 + 40 = 140, and nothing is carried over. Revenue of 10 in December is.

call company('CNY', 'shipment');
commit;

call voucher('JV1', '2023-12-15', '6601 100, 1002 -100');
call voucher('JV2', '2023-12-20', '1002 10, 6001 -10');
call voucher('JV3', '2024-01-15', '6601 40, 1002 -40');
commit;

update gl_accounts set kind = 'asset' where company = current_setting('scenario.company') and code = '6601';
commit;
