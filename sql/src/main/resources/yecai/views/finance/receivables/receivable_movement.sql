-- What moved the receivables, movement by movement: receivables at the end of a day are the sum of what is effective up to it.
-- Each movement carries its item, so that it adds up by customer, account or document as well. kind and receivable_item are
-- the item's; money that came before the item it settles is an item of its own until then (kind 'unapplied', named by its
-- receipt). effective_date is the day on which the ledger moved:
--   item, adjustment        its posting date
--   money out of a receipt  the receipt's posting date, or the day of allocation if that is earlier, but not before the item's
--   money out of a credit   the allocation's posting date (the day of allocation where the ERP has none), not before either
--                           item's
-- What has no date at all counts on every day. occurrence_date is said where the item begins: its document's date, of a bill that of
-- the oldest document that the bill settled, since the claim goes on. An allocation is read once for all that it moves: the item, the credit, and
-- what was unapplied before; its company is its own, by which an index finds it. No names, rates or other look-ups, since this
-- is read whole.
select
    i.source,
    'item ' || i.entity_key as entity_key,
    i.company,
    i.counterparty_company,
    i.customer,
    i.kind,
    i.account,
    i.document_type,
    i.document_no,
    i.document_date,
    i.posting_date,
    i.due_date,
    i.customer_invoice as customer_invoice_key,
    i.entity_key as receivable_item,
    'posted' as movement,
    coalesce(i.posting_date, i.document_date) as effective_date,
    i.transaction_currency,
    i.original as amount,
    i.functional_currency,
    i.original_functional as amount_functional,
    i.line_no,
    case
        when i.kind <> 'bill' then i.document_date
        else coalesce((
            select min(b.document_date)
            from canon.receipt as m
            inner join canon.receipt_allocation as x on x.source = m.source and x.receipt = m.entity_key
            inner join canon.receivable_item as b on b.source = x.source and b.entity_key = x.receivable_item
            where
                m.source = i.source
                and m.company = i.company
                and m.posting_date = i.posting_date
                and m.customer = i.customer
                and m.document_no = i.document_no
                and m.method = 'bill'
        ), i.document_date)
    end as occurrence_date
from canon.receivable_item as i
union all
select
    x.source,
    (s.part || ' ' || x.entity_key) collate "C" as entity_key,
    x.company,
    case s.part
        when 'allocation' then i.counterparty_company
        when 'credit' then c.counterparty_company
        else m.counterparty_company
    end as counterparty_company,
    case s.part when 'allocation' then i.customer when 'credit' then c.customer else m.customer end as customer,
    case s.part when 'allocation' then i.kind when 'credit' then c.kind else 'unapplied' end as kind,
    case s.part when 'credit' then c.account else i.account end as account,
    case s.part when 'allocation' then i.document_type when 'credit' then c.document_type else m.document_type end as document_type,
    case s.part when 'allocation' then i.document_no when 'credit' then c.document_no else m.document_no end as document_no,
    case s.part when 'allocation' then i.document_date when 'credit' then c.document_date else m.document_date end as document_date,
    case s.part when 'allocation' then i.posting_date when 'credit' then c.posting_date else m.posting_date end as posting_date,
    case s.part when 'allocation' then i.due_date when 'credit' then c.due_date end as due_date,
    case s.part when 'allocation' then i.customer_invoice when 'credit' then c.customer_invoice end as customer_invoice_key,
    case s.part when 'allocation' then i.entity_key when 'credit' then c.entity_key else m.entity_key end as receivable_item,
    case
        when s.part in ('unapplied', 'applied') then s.part
        when c.reverses = i.entity_key or c.reversed_by = i.entity_key then 'offset'
        when s.part = 'credit' or x.receipt is null then 'credit'
        when m.method = 'bill' then 'bill'
        else 'cash'
    end as movement,
    case
        when s.part = 'unapplied' then m.posting_date
        when s.part = 'applied' then coalesce(i.posting_date, i.document_date)
        when x.credit_item is null
            then greatest(coalesce(i.posting_date, i.document_date), least(x.allocation_date, m.posting_date))
        else greatest(
            coalesce(i.posting_date, i.document_date),
            coalesce(x.posting_date, x.allocation_date),
            coalesce(c.posting_date, c.document_date)
        )
    end as effective_date,
    case s.part
        when 'allocation' then i.transaction_currency
        when 'credit' then c.transaction_currency
        else m.transaction_currency
    end as transaction_currency,
    case s.part
        when 'allocation' then -x.amount
        when 'unapplied' then -o.amount
        else o.amount
    end as amount,
    case s.part
        when 'allocation' then i.functional_currency
        when 'credit' then c.functional_currency
        else m.functional_currency
    end as functional_currency,
    case when s.part in ('allocation', 'unapplied') then -x.amount_functional else x.amount_functional end as amount_functional,
    case s.part when 'allocation' then i.line_no when 'credit' then c.line_no end as line_no,
    case when s.part in ('unapplied', 'applied') then m.document_date end as occurrence_date
from canon.receipt_allocation as x
left join canon.receivable_item as i on i.source = x.source and i.entity_key = x.receivable_item
left join canon.receipt as m on m.source = x.source and m.entity_key = x.receipt
-- few allocations come out of a credit: one look-up for each of them, not a join with all items (the fence keeps it one)
left join lateral (
    select
        k.entity_key, k.counterparty_company, k.customer, k.kind, k.account, k.document_type, k.document_no, k.line_no, k.document_date,
        k.posting_date, k.due_date, k.customer_invoice, k.transaction_currency, k.functional_currency, k.reverses, k.reversed_by
    from canon.receivable_item as k
    where k.source = x.source and k.entity_key = x.credit_item
    offset 0
) as c on true
-- what the money or the credit loses in its own currency: unknown where nobody says it and it is not the company's
cross join lateral (
    select
        case
            when x.settling_amount is not null then x.settling_amount
            when (coalesce(c.transaction_currency, m.transaction_currency) <> x.transaction_currency) is not true then x.amount
            when coalesce(c.transaction_currency, m.transaction_currency) = x.functional_currency then x.amount_functional
        end as amount
) as o
inner join (values ('allocation'), ('credit'), ('unapplied'), ('applied')) as s (part) on case s.part
    when 'allocation' then i.entity_key is not null
    when 'credit' then c.entity_key is not null
    else x.credit_item is null and m.posting_date < coalesce(i.posting_date, i.document_date)
end
union all
select
    j.source,
    'adjustment ' || j.entity_key as entity_key,
    j.company,
    i.counterparty_company,
    i.customer,
    i.kind,
    i.account,
    i.document_type,
    i.document_no,
    i.document_date,
    i.posting_date,
    i.due_date,
    i.customer_invoice as customer_invoice_key,
    i.entity_key as receivable_item,
    j.kind as movement,
    coalesce(j.posting_date, j.document_date) as effective_date,
    i.transaction_currency,
    -j.amount as amount,
    i.functional_currency,
    -j.amount_functional as amount_functional,
    i.line_no,
    null as occurrence_date
from canon.adjustment as j
inner join canon.receivable_item as i on i.source = j.source and i.entity_key = j.receivable_item
