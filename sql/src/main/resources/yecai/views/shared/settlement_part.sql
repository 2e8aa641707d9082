-- What settled the open items of posted invoices and credit notes, movement by movement, in the item's currency. part: cash, bill,
-- credit, offset (the document that cancels it), or the kind of adjustment. An acceptance bill is a bill until it matures and is
-- paid, then cash on that day.
select
    r.source,
    r.customer_invoice,
    r.entity_key as receivable_item,
    p.part,
    p.amount,
    p.day,
    r.transaction_currency
from canon.receivable_item as r
cross join lateral (
    select b.part, b.amount, b.day
    from canon.receipt_allocation as x
    left join canon.receipt as m on m.source = x.source and m.entity_key = x.receipt
    left join canon.receivable_item as k on k.source = x.source and k.entity_key = x.credit_item
    -- the bill's own item, of which the part that is no longer open has become money
    left join lateral (
        select
            sum(n.original - n.open_transaction) / nullif(sum(n.original), 0) as matured,
            max(n.due_date) as due_date
        from canon.receivable_item as n
        where
            m.method = 'bill'
            and n.source = m.source
            and n.company = m.company
            and n.customer = m.customer
            and n.kind = 'bill'
            and n.document_no = m.document_no
    ) as n on true
    left join lateral (
        select round(x.amount * coalesce(n.matured, 0), coalesce(min(c.decimals), 2)) as amount
        from canon.currency as c
        where c.source = x.source and c.currency = r.transaction_currency
    ) as paid on m.method = 'bill'
    cross join lateral (
        values
            (
                case
                    when x.receipt is not null and m.method = 'bill' then 'bill'
                    when x.receipt is not null then 'cash'
                    when k.reverses = r.entity_key or k.reversed_by = r.entity_key then 'offset'
                    else 'credit'
                end,
                x.amount - coalesce(paid.amount, 0),
                coalesce(m.posting_date, x.allocation_date)
            ),
            ('cash', paid.amount, n.due_date)
    ) as b (part, amount, day)
    where x.source = r.source and x.receivable_item = r.entity_key and b.amount is not null
    union all
    select
        case when r.reverses = d.entity_key or r.reversed_by = d.entity_key then 'offset' else 'credit' end,
        -coalesce(x.settling_amount, x.amount),
        x.allocation_date
    from canon.receipt_allocation as x
    left join canon.receivable_item as d on d.source = x.source and d.entity_key = x.receivable_item
    where x.source = r.source and x.credit_item = r.entity_key
    union all
    select j.kind, j.amount, j.posting_date
    from canon.adjustment as j
    where j.source = r.source and j.receivable_item = r.entity_key
) as p
where r.customer_invoice is not null and p.part in ('cash', 'bill', 'credit', 'offset', 'discount', 'withholding', 'write_off')
