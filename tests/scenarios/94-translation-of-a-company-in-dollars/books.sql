select finance.set_equity_rate(current_setting('scenario.company'), '4001', 'USD', 'CNY', '2024-01-01', 6.50, current_setting('scenario.company'));
