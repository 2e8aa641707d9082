select
    a.allocation_date, a.posting_date, m.document_no as receipt, m.method, a.amount, a.transaction_currency,
    a.amount_functional, a.functional_currency, a.settling_amount, a.settling_currency
from finance.receipt_allocation as a
left join finance.receipt as m on m.source = a.source and m.entity_key = a.receipt
where a.source = :source and a.receivable_item = :entity_key
order by a.allocation_date, a.entity_key
