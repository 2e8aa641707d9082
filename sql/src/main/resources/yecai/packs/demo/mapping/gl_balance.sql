select
    b.id as derive_key,
    b.id::text as entity_key,
    b.company,
    b.account,
    b.period,
    b.currency as functional_currency,
    b.opening,
    b.debit,
    b.credit,
    b.closing
from gl_balances as b
