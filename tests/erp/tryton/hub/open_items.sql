select
    company,
    case when customer_invoice_key is null then 'on account' else document_no end as document,
    coalesce(customer, '') as customer,
    case when customer_invoice_key is null then '' else coalesce(due_date::text, '') end as due,
    transaction_currency as currency,
    sum(open_transaction) as open_transaction,
    sum(open_ledger) as open_ledger
from finance.receivable_item
where billed
group by 1, 2, 3, 4, 5
having sum(open_transaction) <> 0 or sum(open_ledger) <> 0
order by 1, 2, 4
