-- what has a period; beside it, the accounts' own records get the new code
select d.entity ->> 'period', d.entity ->> 'code_before', d.entity ->> 'code_after', d.entity ->> 'row_count', d.entity ->> 'amount'
from jsonb_array_elements(
    finance.map_code('account', 'erpa', '6001', '600101', '2024-01-01', 'new chart of accounts', '93', true) -> 'difference') as d (entity)
where d.entity ->> 'period' is not null
