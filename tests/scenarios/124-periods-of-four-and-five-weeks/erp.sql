-- The company's periods are weeks, 4 - 4 - 5, and their names do not sort by time: P9 from August 26th to September 22nd 2024, P10 to October
-- 20th, P11 to November 24th. 100 are sold in P9 and 50 in P11; P10 has no posting, but balances: 100 and -100 all the same.
-- October 31st lies in P11: opening 100, nothing posted yet. A posting of September 24th is P10's, whatever month it is in.

call company('CNY', 'shipment');
insert into accounting_periods (company, period, start_date, end_date, status)
values (current_setting('scenario.company'), '2024-P9', '2024-08-26', '2024-09-22', 'closed'),
    (current_setting('scenario.company'), '2024-P10', '2024-09-23', '2024-10-20', 'closed'),
    (current_setting('scenario.company'), '2024-P11', '2024-10-21', '2024-11-24', 'open');
commit;

call voucher('JV1', '2024-09-02', '1002 100, 6001 -100');
update journals set period = '2024-P9' where company = current_setting('scenario.company');
commit;

call voucher('JV2', '2024-11-05', '1002 50, 6001 -50');
update journals set period = '2024-P11' where company = current_setting('scenario.company') and posting_date = '2024-11-05';
commit;
