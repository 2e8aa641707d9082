select
    money.derive_key,
    money.entity_key,
    money.company,
    money.document_type,
    money.document_no,
    money.document_date,
    money.posting_date,
    money.source_period,
    money.ledger_period,
    money.party as supplier,
    money.counterparty_company,
    money.method,
    money.bank_account,
    money.transaction_currency,
    money.functional_currency,
    money.amount,
    money.amount_functional,
    money.status
from work_subledger_money as money
where money.side = 'payable'
