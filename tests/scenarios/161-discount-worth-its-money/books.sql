select finance.set_buying_rule(current_setting('scenario.company'), 'CNY', null, null, null, null, 6, 'cost of capital of ' || current_setting('scenario.company'))
