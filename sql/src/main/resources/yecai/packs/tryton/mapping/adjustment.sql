select
    taken.derive_key,
    taken.entity_key,
    taken.company,
    taken.kind,
    taken.document_type,
    taken.document_no,
    taken.document_date,
    taken.posting_date,
    taken.source_period,
    taken.ledger_period,
    taken.item as receivable_item,
    taken.invoice as customer_invoice,
    taken.transaction_currency,
    taken.functional_currency,
    taken.amount,
    taken.amount_functional
from work_subledger_adjustment as taken
where taken.side = 'receivable'
