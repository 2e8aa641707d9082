select
    r.company, r.kind, r.document_type, r.document_no, r.customer, coalesce(n.name, r.customer_name) as customer_name, r.document_date, r.posting_date, r.due_date,
    r.days_overdue, r.original, r.open_transaction as open, r.transaction_currency, r.open_ledger as open_functional,
    r.functional_currency, r.account, r.status, r.payment_term, r.sales_orders
from finance.receivable_item as r
left join lateral (
    select min(c.name) as name from finance.customer as c where c.source = r.source and c.customer = r.customer
) as n on true
where r.source = :source and r.entity_key = :entity_key
