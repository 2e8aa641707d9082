-- Stock and work in progress against the ledger at the end of every day, by company and account: how many balances were compared, how many
-- differ, and the first of these. The movements are added up; finance.wip_as_of and finance.inventory_rollforward are compared on every tenth day.
with day as (
    select d.day::date as day, row_number() over (order by d.day) as n
    from (
        select min(g.posting_date) as first_day, max(g.posting_date) as last_day
        from finance.general_ledger as g
        where g.status = 'posted' and g.control_kind in ('stock', 'wip')
    ) as f
    cross join lateral generate_series(f.first_day, f.last_day, interval '1 day') as d (day)
),
moved as materialized (
    select m.company, m.control_kind, m.account, m.effective_date, sum(m.amount_functional) as amount
    from finance.subledger_movement as m
    where m.control_kind in ('stock', 'wip')
    group by m.company, m.control_kind, m.account, m.effective_date
),
subledger as (
    select d.day, m.control_kind as kind, m.company, m.account, sum(m.amount) as amount
    from day as d
    inner join moved as m on (m.effective_date > d.day) is not true
    group by d.day, m.control_kind, m.company, m.account
    union all
    select d.day, 'wip of the day', w.company, '5001', sum(w.wip)
    from day as d
    cross join lateral finance.wip_as_of(d.day) as w
    where d.n % 10 = 0
    group by d.day, w.company
    union all
    select d.day, 'stock of the day', r.company, r.account, sum(r.closing_amount)
    from day as d
    cross join lateral finance.inventory_rollforward(d.day - 5, d.day) as r
    where d.n % 10 = 0
    group by d.day, r.company, r.account
),
posted as materialized (
    select g.posting_date, g.control_kind, g.company, g.account, sum(g.debit - g.credit) as amount
    from finance.general_ledger as g
    where g.status = 'posted' and g.control_kind in ('stock', 'wip')
    group by g.posting_date, g.control_kind, g.company, g.account
),
ledger as (
    select d.day, k.kind, g.company, g.account, sum(g.amount) as amount
    from day as d
    inner join posted as g on g.posting_date <= d.day
    inner join (
        values ('stock', 'stock'), ('wip', 'wip'), ('stock', 'stock of the day'), ('wip', 'wip of the day')
    ) as k (posted_kind, kind) on k.posted_kind = g.control_kind
    where k.kind in ('stock', 'wip') or d.n % 10 = 0
    group by d.day, k.kind, g.company, g.account
),
compared as (
    select
        concat_ws(
            ' ', coalesce(s.day, l.day), coalesce(s.kind, l.kind), coalesce(s.company, l.company), coalesce(s.account, l.account), 'movements',
            coalesce(s.amount, 0), 'ledger', coalesce(l.amount, 0)
        ) as what,
        coalesce(s.amount, 0) = coalesce(l.amount, 0) as agrees
    from subledger as s
    full join ledger as l on l.day = s.day and l.kind = s.kind and l.company = s.company and l.account = s.account
)
select count(*), count(*) filter (where not c.agrees), min(c.what) filter (where not c.agrees)
from compared as c
