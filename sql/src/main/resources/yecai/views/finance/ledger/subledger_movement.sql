-- What moved the subledgers of stock, work in progress, bank, payables and goods received and not invoiced, each on the day on which
-- the ledger moved: what a subledger holds at the end of a day is the sum of what is effective up to it. Amounts are as in the ledger,
-- debit less credit, so a debt is negative here; account is null where nothing says which one it is. Receivables have finance.receivable_movement. Of stock, what comes into
-- the books counts and what leaves them, not what changes its place in them; work in progress is every cost entry of an order. What was
-- there before the first movement has no day and counts on every one: of bank accounts their opening balance, of stock what the
-- ERP's stored balance holds and no movement explains. amount_functional is null where the opening of an account in another
-- currency is not known in the company's.
select
    m.source,
    'stock ' || m.entity_key as entity_key,
    m.company,
    'stock' as control_kind,
    (
        select a.stock_account
        from canon.material as a
        where a.source = m.source and a.material = m.material
        limit 1
    ) as account,
    'stock_movement' as entity,
    m.document_no,
    m.posting_date as effective_date,
    m.functional_currency,
    case when m.to_owner is null then -m.amount_functional else m.amount_functional end as amount_functional
from canon.stock_movement as m
where (m.to_owner is null) <> (m.from_owner is null)
union all
select
    s.source,
    ('opening ' || coalesce(s.company, '') || ' ' || coalesce(s.location, '') || ' ' || coalesce(s.material, '')) collate "C",
    s.company,
    'stock',
    (
        select a.stock_account
        from canon.material as a
        where a.source = s.source and a.material = s.material
        limit 1
    ),
    'stock_balance',
    null,
    null,
    s.functional_currency,
    s.amount - coalesce(l.amount, 0)
from (
    select b.source, b.company, b.location, b.material, min(b.functional_currency) as functional_currency, sum(b.amount_functional) as amount
    from canon.stock_balance as b
    group by b.source, b.company, b.location, b.material
) as s
left join (
    select m.source, m.company, g.location, m.material, sum(g.direction * m.amount_functional) as amount
    from canon.stock_movement as m
    cross join lateral (
        values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)
    ) as g (direction, location, owner)
    where g.owner is not null
    group by m.source, m.company, g.location, m.material
) as l on l.source = s.source and l.company = s.company and l.location = s.location and l.material = s.material
where s.amount <> coalesce(l.amount, 0)
union all
select
    e.source,
    'wip ' || e.entity_key,
    e.company,
    'wip',
    -- of the company's only account for it, if there is one only
    (
        select min(a.account)
        from canon.account as a
        where a.source = e.source and a.company = e.company and a.control_kind = 'wip'
        having count(distinct a.account) = 1
    ),
    'cost_entry',
    e.document_no,
    e.posting_date,
    e.functional_currency,
    e.amount_functional
from canon.cost_entry as e
union all
select
    t.source,
    'bank ' || t.entity_key,
    t.company,
    'bank',
    b.account,
    'bank_transaction',
    t.document_no,
    t.posting_date,
    t.functional_currency,
    t.amount_functional
from canon.bank_transaction as t
left join lateral (
    select a.account
    from canon.bank_account as a
    where a.source = t.source and a.company = t.company and a.bank_account = t.bank_account
    limit 1
) as b on true
union all
select
    b.source,
    'bank opening ' || b.entity_key,
    b.company,
    'bank',
    b.account,
    'bank_account',
    b.bank_account,
    null,
    b.functional_currency,
    case
        when b.opening_balance_functional is not null then b.opening_balance_functional
        when coalesce(b.opening_balance, 0) = 0 then 0
        when b.transaction_currency = b.functional_currency then b.opening_balance
    end
from canon.bank_account as b
union all
select
    p.source,
    'payable ' || p.entity_key,
    p.company,
    'payable',
    p.account,
    'payable_item',
    p.document_no,
    p.effective_date,
    p.functional_currency,
    -p.amount_functional
from shared.payable_step as p
union all
select
    g.source,
    'grni ' || g.entity_key,
    g.company,
    'grni',
    null,
    'goods_receipt_line',
    null,
    g.effective_date,
    g.functional_currency,
    -g.amount_functional
from shared.grni_step as g
where g.kind = 'received'
