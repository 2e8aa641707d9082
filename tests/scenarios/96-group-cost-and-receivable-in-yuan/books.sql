select finance.set_translation_basis(current_setting('scenario.company'), 'transaction', 'cost at the rates of its days', current_setting('scenario.company'));
