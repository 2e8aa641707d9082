-- Findings of finance.data_quality. Of receivables: invoices, open items, receipts and what settles one with the other.
select
    'invoice_without_item' as rule,
    'error' as severity,
    c.source,
    c.company,
    'customer_invoice' as entity,
    c.entity_key,
    c.document_no,
    c.transaction_currency as currency,
    c.gross as amount,
    'posted, but no open item names it: what is paid of it is unknown' as detail
from canon.customer_invoice as c
where
    c.gross <> 0
    and not exists (
        select from canon.receivable_item as r where r.source = c.source and r.customer_invoice = c.entity_key
    )
union all
select
    f.rule,
    f.severity,
    r.source,
    r.company,
    'receivable_item',
    r.entity_key,
    r.document_no,
    r.transaction_currency,
    f.amount,
    f.detail
from canon.receivable_item as r
cross join lateral (
    values
        (
            'item_below_zero', 'warning', r.open_transaction, 'a claim with more settled than it was: ' || r.kind,
            r.open_transaction < 0 and r.original > 0
        ),
        (
            'credit_above_zero', 'warning', r.open_transaction, 'a credit with more used than it was: ' || r.kind,
            r.open_transaction > 0 and r.original < 0
        ),
        (
            'item_without_date', 'error', r.original, 'neither posting nor document date: it counts on every day',
            coalesce(r.posting_date, r.document_date) is null
        ),
        (
            'item_without_account', 'error', r.open_transaction, 'no account: it cannot be compared with the ledger',
            r.account is null
        )
) as f (rule, severity, amount, detail, is_broken)
where f.is_broken
union all
select
    'allocation_without_item',
    'error',
    x.source,
    x.company,
    'receipt_allocation',
    x.entity_key,
    null,
    x.transaction_currency,
    x.amount,
    'settles an item that is not there: ' || x.receivable_item
from canon.receipt_allocation as x
where
    x.receivable_item is not null
    and not exists (
        select from canon.receivable_item as r where r.source = x.source and r.entity_key = x.receivable_item
    )
union all
select
    'allocation_without_money',
    'error',
    x.source,
    x.company,
    'receipt_allocation',
    x.entity_key,
    null,
    x.transaction_currency,
    x.amount,
    'settles an item with a receipt or credit that is not there: ' || n.entity_key
from canon.receipt_allocation as x
cross join lateral (
    select x.receipt as entity_key
    where
        x.receipt is not null
        and not exists (select from canon.receipt as m where m.source = x.source and m.entity_key = x.receipt)
    union all
    select x.credit_item
    where
        x.credit_item is not null
        and not exists (select from canon.receivable_item as r where r.source = x.source and r.entity_key = x.credit_item)
) as n
union all
select
    'item_without_invoice',
    'error',
    r.source,
    r.company,
    'receivable_item',
    r.entity_key,
    r.document_no,
    r.transaction_currency,
    r.original,
    'its invoice is not there: ' || r.customer_invoice
from canon.receivable_item as r
where
    r.customer_invoice is not null
    and not exists (select from canon.customer_invoice as c where c.source = r.source and c.entity_key = r.customer_invoice)
union all
select
    'reversed_receipt_without_pair',
    'error',
    m.source,
    m.company,
    'receipt',
    m.entity_key,
    m.document_no,
    m.transaction_currency,
    m.amount,
    'reversed, but it names neither what it reverses nor what reverses it'
from canon.receipt as m
where m.status = 'reversed' and m.reverses is null and m.reversed_by is null
