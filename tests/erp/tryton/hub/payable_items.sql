select
    company,
    case when supplier_invoice is null then 'on account' else document_no end as document,
    coalesce(supplier, '') as supplier,
    case when supplier_invoice is null then '' else coalesce(due_date::text, '') end as due,
    transaction_currency as currency,
    sum(open_transaction) as open_transaction,
    sum(open_ledger) as open_ledger
from finance.payable_item
group by 1, 2, 3, 4, 5
having sum(open_transaction) <> 0 or sum(open_ledger) <> 0
order by 1, 2, 4
