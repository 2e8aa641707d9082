select finance.map_code('company', 'erpb', current_setting('scenario.company'), current_setting('scenario.company') || 'B', null, 'another company', '91 company');
