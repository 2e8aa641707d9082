-- Stock, work in progress, bank, payables and goods received and not invoiced against the ledger's control accounts, at the end of each
-- month: what is compared (company, kind, of banks and payables the account), when it first differs, and both sides at the end of the last month. A kind is compared where the source
-- has movements of it and the company's ledger has such an account, from the first posting to it on: what was there before has no
-- day, and the ledger takes it over on some. What the ledger has not posted yet explains a difference, as
-- with receivables; so does what the ERP posts for a movement at another value than the movement's own (goods at a fixed cost). by_hand: what posted lines without a document add up to, which is named where it is the difference.
with movement as (
:movement
),
entry as (
    select
        g.company,
        g.control_kind,
        case when g.control_kind in ('bank', 'payable') then g.account end as account,
        g.functional_currency,
        g.posting_date as day,
        case when g.status = 'posted' then g.debit - g.credit else 0 end as posted,
        case when g.status = 'draft' then g.debit - g.credit else 0 end as draft,
        case when g.status = 'posted' and g.origin_key is null then g.debit - g.credit else 0 end as by_hand,
        case when g.status = 'posted' and g.origin_key is null then g.document_no end as document_by_hand,
        g.origin_entity,
        g.origin_key
    from canon.gl_entry as g
    where g.source = :source and g.status in ('posted', 'draft') and g.control_kind in ('stock', 'wip', 'bank', 'payable', 'grni')
),
own as materialized (
    select
        m.company, m.control_kind, case when m.control_kind in ('bank', 'payable') then m.account end as account, m.functional_currency,
        m.effective_date, m.amount_functional, m.entity, m.entity_key
    from movement as m
    where m.source = :source
),
valued as (
    select
        e.company, e.control_kind, e.functional_currency, min(e.day) as day, sum(e.posted) - min(o.amount_functional) as amount
    from entry as e
    inner join own as o
        on o.company = e.company and o.entity = e.origin_entity and o.entity_key = 'stock ' || e.origin_key
    where e.control_kind = 'stock' and o.entity = 'stock_movement'
    group by e.company, e.control_kind, e.functional_currency, e.origin_key
),
moved as (
    select
        s.company,
        s.control_kind,
        s.account,
        s.functional_currency,
        date_trunc('month', coalesce(s.day, date '0001-01-01')::timestamp)::date as month,
        case when count(*) = count(s.items) then sum(s.items) end as items,
        sum(s.ledger) as ledger,
        sum(s.draft) as draft,
        sum(s.by_hand) as by_hand,
        sum(s.lines) as lines,
        sum(s.valued) as valued,
        array_to_string((array_agg(distinct s.document_by_hand))[1:3], ', ') as documents_by_hand
    from (
        select
            o.company, o.control_kind, o.account, o.functional_currency, o.effective_date as day, o.amount_functional as items,
            0 as ledger, 0 as draft, 0 as by_hand, null as document_by_hand, 0 as lines,
            0 as valued
        from own as o
        union all
        select
            e.company, e.control_kind, e.account, e.functional_currency, e.day, 0, e.posted, e.draft, e.by_hand, e.document_by_hand, 1, 0
        from entry as e
        union all
        select v.company, v.control_kind, null, v.functional_currency, v.day, 0, 0, 0, 0, null, 0, v.amount
        from valued as v
    ) as s
    where
        (s.company, s.control_kind) in (select e.company, e.control_kind from entry as e)
        and s.control_kind in (select o.control_kind from own as o)
    group by 1, 2, 3, 4, 5
),
balance as (
    select
        m.company,
        m.control_kind,
        m.account,
        m.functional_currency,
        m.month,
        case when count(*) over until = count(m.items) over until then sum(m.items) over until end as items,
        sum(m.ledger) over until as ledger,
        sum(m.draft) over until as draft,
        sum(m.by_hand) over until as by_hand,
        sum(m.lines) over until > 0 as has_begun,
        sum(m.valued) over until as valued,
        m.documents_by_hand
    from moved as m
    window until as (partition by m.company, m.control_kind, m.account, m.functional_currency order by m.month)
),
tied as (
    select b.*, not b.has_begun or coalesce(b.items + b.valued in (b.ledger, b.ledger + b.draft), false) as ties
    from balance as b
)
select
    b.company,
    b.control_kind,
    b.account,
    b.functional_currency as currency,
    min(b.month) filter (where not b.ties) as since,
    (array_agg(b.items order by b.month desc))[1] as items,
    (array_agg(b.ledger order by b.month desc))[1] as ledger,
    (array_agg(b.items + b.valued - b.ledger order by b.month) filter (where not b.ties))[1] as first_difference,
    (array_agg(b.documents_by_hand order by b.month) filter (
        where not b.ties and b.ledger - b.items - b.valued = b.by_hand and b.documents_by_hand <> ''
    ))[1] as by_hand
from tied as b
group by b.company, b.control_kind, b.account, b.functional_currency
order by b.company, b.control_kind, b.account, b.functional_currency
