select
    b.code as derive_key,
    b.code as entity_key,
    b.company,
    b.code as bank_account,
    b.gl_account as account,
    b.currency as transaction_currency,
    b.functional_currency,
    b.opening_balance,
    b.balance,
    0::numeric as opening_balance_functional,
    b.balance_functional
from bank_accounts as b
