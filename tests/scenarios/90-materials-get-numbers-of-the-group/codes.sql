select finance.map_code('company', 'erpb', current_setting('scenario.company'), current_setting('scenario.company') || 'B', null, 'another company', '90 company');
select finance.set_code_rule('material', '^[0-9]{10}$', 'assign', 'same', '9000000001', '9999999999', null, 'numbers of the group', '90 rule');
