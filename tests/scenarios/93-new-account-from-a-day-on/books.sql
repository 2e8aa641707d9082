select finance.map_code('account', 'erpa', '6001', '600101', '2024-01-01', 'new chart of accounts', '93');
