select finance.set_tolerance(current_setting('scenario.company'), null, null, 2, null, null, null, null, 'tolerance of ' || current_setting('scenario.company'))
