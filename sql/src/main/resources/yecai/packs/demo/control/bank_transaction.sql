select
    company,
    to_char(posting_date, 'YYYY-MM') as period,
    currency,
    id::text as derive_key,
    amount,
    false as excluded
from bank_transactions
