-- Payables, and goods received and not invoiced, against the ledger at the end of every day: how many balances of a company, kind, account
-- and supplier were compared, how many differ, and the first of these. Payables are those of finance.payable_as_of; of goods
-- received the movements are added up, and compared with finance.grni_as_of on every tenth day.
with day as (
    -- payables begin later than goods received, and nobody may ask for them before their first month
    select d.day::date as day, row_number() over (order by d.day) as n, d.day >= date_trunc('month', f.first_debt::timestamp) as has_debts
    from (
        select
            min(g.posting_date) as first_day,
            max(g.posting_date) as last_day,
            min(g.posting_date) filter (where g.control_kind = 'payable') as first_debt
        from finance.general_ledger as g
        where g.status = 'posted' and g.control_kind in ('payable', 'grni')
    ) as f
    cross join lateral generate_series(f.first_day, f.last_day, interval '1 day') as d (day)
),
moved as materialized (
    select m.company, m.supplier, m.effective_date, sum(m.amount_functional) as amount
    from finance.grni_movement as m
    where m.kind = 'received'
    group by m.company, m.supplier, m.effective_date
),
subledger as (
    select d.day, 'payable' as control_kind, p.company, p.account, p.supplier, sum(p.open_functional) as amount
    from day as d
    cross join lateral finance.payable_as_of(d.day) as p
    where d.has_debts
    group by d.day, p.company, p.account, p.supplier
    union all
    select d.day, 'grni', m.company, '2206', m.supplier, sum(m.amount)
    from day as d
    inner join moved as m on m.effective_date <= d.day
    group by d.day, m.company, m.supplier
    union all
    select d.day, 'grni of the day', g.company, '2206', g.supplier, sum(g.amount_functional)
    from day as d
    cross join lateral finance.grni_as_of(d.day) as g
    where d.n % 10 = 0 and g.kind = 'received'
    group by d.day, g.company, g.supplier
),
posted as (
    select g.posting_date, g.control_kind, g.company, g.account, g.supplier, sum(g.credit - g.debit) as amount
    from finance.general_ledger as g
    where g.status = 'posted' and g.control_kind in ('payable', 'grni')
    group by g.posting_date, g.control_kind, g.company, g.account, g.supplier
),
ledger as (
    select d.day, k.control_kind, g.company, g.account, g.supplier, sum(g.amount) as amount
    from day as d
    inner join posted as g on g.posting_date <= d.day
    inner join (
        values ('payable', 'payable'), ('grni', 'grni'), ('grni', 'grni of the day')
    ) as k (posted_kind, control_kind) on k.posted_kind = g.control_kind
    where k.control_kind <> 'grni of the day' or d.n % 10 = 0
    group by d.day, k.control_kind, g.company, g.account, g.supplier
),
compared as (
    select
        concat_ws(
            ' ', coalesce(s.day, l.day), coalesce(s.control_kind, l.control_kind), coalesce(s.company, l.company),
            coalesce(s.account, l.account), coalesce(s.supplier, l.supplier), 'items', coalesce(s.amount, 0), 'ledger',
            coalesce(l.amount, 0)
        ) as what,
        coalesce(s.amount, 0) = coalesce(l.amount, 0) as agrees
    from subledger as s
    full join ledger as l
        on l.day = s.day and l.control_kind = s.control_kind and l.company = s.company and l.account = s.account
        and l.supplier = s.supplier
)
select count(*), count(*) filter (where not c.agrees), min(c.what) filter (where not c.agrees)
from compared as c
