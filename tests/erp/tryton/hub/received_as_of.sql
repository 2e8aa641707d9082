select
    d.day::date::text as day,
    g.company,
    g.supplier,
    g.purchase_order_line as line,
    g.transaction_currency as currency,
    sum(g.amount) as net,
    sum(g.amount_functional) as functional
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
cross join lateral finance.grni_as_of(d.day::date) as g
where
    d.day >= (select date_trunc('month', min(m.effective_date)) from finance.grni_movement as m)
    and g.kind = 'received'
    and g.purchase_order_line like '%:%'
group by 1, 2, 3, 4, 5
order by 1, 2, 4
