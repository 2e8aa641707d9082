-- Revenue of 40 in December 2023, of 100 in January and 1000 in February 2024. From 2024 on the group's chart has account 600101 for what
-- the ERP calls 6001. Before it is done, the change is shown by period: the two postings of 2024 go from 6001 to 600101, 100 and 1000.
-- That is what then happens; 2023 stays, the periods add up to what they did, and bank is what it was.

call company('CNY', 'shipment');
commit;

call voucher('JV1', '2023-12-15', '1002 40, 6001 -40');
call voucher('JV2', '2024-01-31', '1002 100, 6001 -100');
call voucher('JV3', '2024-02-29', '1002 1000, 6001 -1000');
commit;
