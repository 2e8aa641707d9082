select
    d.day::date::text as day,
    r.company,
    r.customer,
    r.entity_key as line,
    r.transaction_currency as currency,
    r.open as gross
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
cross join lateral finance.receivable_as_of(d.day::date) as r
where
    d.day >= date_trunc('month', least(
        (select min(m.effective_date) from finance.receivable_movement as m),
        (select min(u.effective_date) from finance.unbilled_movement as u)
    ))
    and r.kind = 'unbilled'
order by 1, 2, 4
