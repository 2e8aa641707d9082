-- Revenue of 1000 in December 2023 and 100 in February 2024; the ERP never closes the year. Accounts of the balance sheet go on:
-- bank 1000, then 1100. Revenue starts 2024 at 0, so that February shows 100. The 1000 of 2023 stands in a row without an
-- account in every period of 2024. Nothing is posted in January: it has the opening balances all the same.
-- December 1000 - 1000 = 0; January 1000 + 0 - 1000 = 0; February 1100 - 100 - 1000 = 0.

call company('CNY', 'shipment');
commit;

call voucher('JV1', '2023-12-15', '1002 1000, 6001 -1000');
commit;

call voucher('JV2', '2024-02-15', '1002 100, 6001 -100');
commit;
