-- What moved the payables: see finance.payable_movement.
select
    i.source,
    'item ' || i.entity_key as entity_key,
    i.company,
    i.counterparty_company,
    i.supplier,
    i.kind,
    i.account,
    i.document_type,
    i.document_no,
    i.document_date,
    i.posting_date,
    i.due_date,
    i.supplier_invoice as supplier_invoice_key,
    i.entity_key as payable_item,
    'posted' as movement,
    coalesce(i.posting_date, i.document_date) as effective_date,
    i.transaction_currency,
    i.original as amount,
    i.functional_currency,
    i.original_functional as amount_functional,
    i.line_no,
    i.document_date as occurrence_date
from canon.payable_item as i
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
    case s.part when 'allocation' then i.supplier when 'credit' then c.supplier else m.supplier end as supplier,
    case s.part when 'allocation' then i.kind when 'credit' then c.kind else 'unapplied' end as kind,
    case s.part when 'credit' then c.account else i.account end as account,
    case s.part when 'allocation' then i.document_type when 'credit' then c.document_type else m.document_type end as document_type,
    case s.part when 'allocation' then i.document_no when 'credit' then c.document_no else m.document_no end as document_no,
    case s.part when 'allocation' then i.document_date when 'credit' then c.document_date else m.document_date end as document_date,
    case s.part when 'allocation' then i.posting_date when 'credit' then c.posting_date else m.posting_date end as posting_date,
    case s.part when 'allocation' then i.due_date when 'credit' then c.due_date end as due_date,
    case s.part when 'allocation' then i.supplier_invoice when 'credit' then c.supplier_invoice end as supplier_invoice_key,
    case s.part when 'allocation' then i.entity_key when 'credit' then c.entity_key else m.entity_key end as payable_item,
    case
        when s.part in ('unapplied', 'applied') then s.part
        when c.reverses = i.entity_key or c.reversed_by = i.entity_key then 'offset'
        when s.part = 'credit' or x.payment is null then 'credit'
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
from canon.payment_allocation as x
left join canon.payable_item as i on i.source = x.source and i.entity_key = x.payable_item
left join canon.payment as m on m.source = x.source and m.entity_key = x.payment
-- few allocations come out of a credit: one look-up for each of them, not a join with all items (the fence keeps it one)
left join lateral (
    select
        k.entity_key, k.counterparty_company, k.supplier, k.kind, k.account, k.document_type, k.document_no, k.line_no, k.document_date,
        k.posting_date, k.due_date, k.supplier_invoice, k.transaction_currency, k.functional_currency, k.reverses, k.reversed_by
    from canon.payable_item as k
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
    i.supplier,
    i.kind,
    i.account,
    i.document_type,
    i.document_no,
    i.document_date,
    i.posting_date,
    i.due_date,
    i.supplier_invoice as supplier_invoice_key,
    i.entity_key as payable_item,
    j.kind as movement,
    coalesce(j.posting_date, j.document_date) as effective_date,
    i.transaction_currency,
    -j.amount as amount,
    i.functional_currency,
    -j.amount_functional as amount_functional,
    i.line_no,
    null as occurrence_date
from canon.payable_adjustment as j
inner join canon.payable_item as i on i.source = j.source and i.entity_key = j.payable_item
