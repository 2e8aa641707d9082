select d.day::date::text as day, r.company, r.account, r.customer, sum(r.open_functional) as balance
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
cross join lateral finance.receivable_as_of(d.day::date) as r
where
    d.day >= (select date_trunc('month', min(m.effective_date)) from finance.receivable_movement as m)
    and r.kind <> 'unbilled'
group by 1, 2, 3, 4
having sum(r.open_functional) <> 0
order by 1, 2, 3, 4
