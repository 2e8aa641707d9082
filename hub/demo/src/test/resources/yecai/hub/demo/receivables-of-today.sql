-- Today's aging against the one that is added up from the movements: how many rows were compared, how many differ, and the
-- first of these. Each company has a day of its own, and only that day's rows of the company are its today's.
with compared as (
    select
        concat_ws(
            ' ', coalesce(t.company, a.company), coalesce(t.customer, a.customer), coalesce(t.currency, a.currency), t.as_of,
            t.total, t.unbilled, t.total_functional, 'added up', a.total, a.unbilled, a.total_functional
        ) as what,
        (
            t.not_due, t.d1_30, t.d31_60, t.d61_90, t.d91_180, t.d181_plus, t.undated, t.unbilled, t.unapplied_credits, t.billed,
            t.total
        )
        is not distinct from
        (
            a.not_due, a.d1_30, a.d31_60, a.d61_90, a.d91_180, a.d181_plus, a.undated, a.unbilled, a.unapplied_credits, a.billed,
            a.total
        )
        and t.billed_functional is not distinct from a.billed_functional
        and t.unbilled_functional is not distinct from a.unbilled_functional
        and t.total_reporting is not distinct from a.total_reporting as agrees
    from (
        select d.as_of, x.*
        from (select distinct r.company, r.as_of from finance.receivable_aging as r) as d
        cross join lateral finance.receivable_aging_as_of(d.as_of, 'due_date', 'due', d.company) as x
    ) as a
    full join finance.receivable_aging as t
        on t.as_of = a.as_of
        and t.company = a.company
        and t.counterparty_company is not distinct from a.counterparty_company
        and t.customer = a.customer
        and t.currency = a.currency
        and t.functional_currency = a.functional_currency
)
select count(*), count(*) filter (where not c.agrees), min(c.what) filter (where not c.agrees)
from compared as c
