-- Billed receivables against the ledger at the end of every day: how many balances of a company, account and customer were
-- compared, how many differ, and the first of these.
with day as (
    select d.day::date as day
    from (
        select min(g.posting_date) as first_day, max(g.posting_date) as last_day
        from finance.general_ledger as g
        where g.status = 'posted' and g.control_kind = 'receivable'
    ) as f
    cross join lateral generate_series(f.first_day, f.last_day, interval '1 day') as d (day)
),
settled as (
    select m.effective_date, m.company, m.account, m.customer, sum(m.amount_functional) as amount
    from finance.receivable_movement as m
    group by m.effective_date, m.company, m.account, m.customer
),
subledger as (
    select d.day, m.company, m.account, m.customer, sum(m.amount) as amount
    from day as d
    inner join settled as m on m.effective_date <= d.day
    group by d.day, m.company, m.account, m.customer
),
moved as (
    select g.posting_date, g.company, g.account, g.customer, sum(g.debit - g.credit) as amount
    from finance.general_ledger as g
    where g.status = 'posted' and g.control_kind = 'receivable'
    group by g.posting_date, g.company, g.account, g.customer
),
ledger as (
    select d.day, g.company, g.account, g.customer, sum(g.amount) as amount
    from day as d
    inner join moved as g on g.posting_date <= d.day
    group by d.day, g.company, g.account, g.customer
),
compared as (
    select
        concat_ws(
            ' ', coalesce(s.day, l.day), coalesce(s.company, l.company), coalesce(s.account, l.account),
            coalesce(s.customer, l.customer), 'items', coalesce(s.amount, 0), 'ledger', coalesce(l.amount, 0)
        ) as what,
        coalesce(s.amount, 0) = coalesce(l.amount, 0) as agrees
    from subledger as s
    full join ledger as l
        on l.day = s.day and l.company = s.company and l.account = s.account and l.customer = s.customer
)
select count(*), count(*) filter (where not c.agrees), min(c.what) filter (where not c.agrees)
from compared as c
