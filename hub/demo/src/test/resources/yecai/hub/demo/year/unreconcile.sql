-- Someone takes a payment off the invoice that it settled: the allocation is deleted, the invoice is open again, and the money
-- is an item on account, dated as the receipt.
with undone as (
    delete from erp.ar_allocations as a
    using erp.receipts as r, erp.ar_items as i
    where a.id = (
            select min(x.id)
            from erp.ar_allocations as x
            inner join erp.receipts as m on m.id = x.receipt_id and m.status = 'posted' and m.method = 'bank'
            inner join erp.ar_items as n on n.id = x.ar_item_id and n.kind = 'invoice' and n.account = '1122'
            where x.credit_item_id is null
                and x.currency = x.functional_currency
                and x.amount > 0
                and n.status in ('open', 'closed')
                and m.posting_date >= n.posting_date
                and m.posting_date < ?::date - 20
                and not exists (select from erp.ar_adjustments as j where j.ar_allocation_id = x.id)
                and not exists (select from erp.ar_items as k where k.receipt_id = m.id)
        )
        and r.id = a.receipt_id
        and i.id = a.ar_item_id
    returning a.*, r.number, r.posting_date, r.period as receipt_period, i.customer, i.trading_company, i.account
),
reopened as (
    update erp.ar_items as i
    set open_amount = i.open_amount + u.amount, open_functional = i.open_functional + u.amount_functional, status = 'open'
    from undone as u
    where i.id = u.ar_item_id
)
insert into erp.ar_items (
    id, company, kind, doc_type, doc_no, line_no, doc_date, posting_date, period, receipt_id, customer, trading_company, account,
    currency, functional_currency, original, open_amount, original_functional, open_functional, status, queue_no, tx_token
)
select
    nextval('erp.document_id'), u.company, 'on_account', 'on_account', u.number, 1, u.posting_date, u.posting_date,
    u.receipt_period, u.receipt_id, u.customer, u.trading_company, u.account, u.currency, u.functional_currency, -u.amount,
    -u.amount, -u.amount_functional, -u.amount_functional, 'open', 0, u.tx_token
from undone as u
