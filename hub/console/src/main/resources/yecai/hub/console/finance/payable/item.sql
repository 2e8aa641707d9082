select
    p.company, p.kind, p.document_type, p.document_no, p.supplier, coalesce(n.name, p.supplier_name) as supplier_name, p.document_date, p.posting_date, p.due_date,
    p.days_overdue, p.original, p.open_transaction as open, p.transaction_currency, p.open_ledger as open_functional,
    p.functional_currency, p.account, p.status
from finance.payable_item as p
left join lateral (
    select min(s.name) as name from finance.supplier as s where s.source = p.source and s.supplier = p.supplier
) as n on true
where p.source = :source and p.entity_key = :entity_key
