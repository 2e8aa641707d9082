-- A company in dollars gets 800 of capital and earns 200, all in March. Its 1000 of assets are 7100 yuan at the closing rate of 7.10; the
-- capital is 5200 at 6.50, its historical rate; the profit is 1410 at 7.05, the average of March. 7100 - 5200 - 1410 = 490 is the
-- translation difference, a credit, with which the company adds up to 0. April has no rates: nothing is told of it.

call company('USD', 'shipment');
commit;

call voucher('JV1', '2024-03-05', '1002 800, 4001 -800');
commit;

call voucher('JV2', '2024-03-20', '1002 200, 6001 -200');
commit;
