select finance.set_tolerance(current_setting('scenario.company'), null, null, 2, null, null, null, null, 'tolerance of ' || current_setting('scenario.company'));
select finance.set_tolerance(current_setting('scenario.company'), 'L2', null, 5, 0.20, null, null, 'either', 'tolerance of L2 for ' || current_setting('scenario.company'))
