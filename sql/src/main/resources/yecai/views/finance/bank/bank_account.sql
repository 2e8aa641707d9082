-- Bank accounts with the balance that the ERP stores.
select
    b.source,
    b.entity_key,
    b.company,
    b.bank_account,
    b.account,
    b.transaction_currency,
    b.functional_currency,
    b.opening_balance,
    b.balance,
    b.opening_balance_functional,
    b.balance_functional,
    b.mapping_status,
    b.mapping_detail,
    b.source_tx,
    b.source_committed_at,
    b.applied_at
from canon.bank_account as b
