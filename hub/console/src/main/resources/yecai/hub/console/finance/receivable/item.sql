select
    r.company, r.kind, r.document_type, r.document_no, r.customer, r.customer_name, r.document_date, r.posting_date, r.due_date,
    r.days_overdue, r.original, r.open_transaction as open, r.transaction_currency, r.open_ledger as open_functional,
    r.functional_currency, r.account, r.status, r.payment_term, r.sales_orders
from finance.receivable_item as r
where r.source = :source and r.entity_key = :entity_key
