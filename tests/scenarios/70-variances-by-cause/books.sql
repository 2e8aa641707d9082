select finance.set_cost_tolerance(current_setting('scenario.company'), null, 5, 100, 'waste of ' || current_setting('scenario.company'));
select finance.set_cost_tolerance(current_setting('scenario.company'), 'pump', 5, 50, 'waste of pumps of ' || current_setting('scenario.company'))
