select
    c.company,
    day::date::text as day,
    cur.currency,
    round(1000000 * r.rate, 2) as rate
from finance.company as c
cross join generate_series(:as_of::date - 200, :as_of::date, interval '5 days') as day
cross join finance.currency as cur
cross join lateral (
    select x.rate
    from finance.exchange_rate as x
    where x.source = c.source
        and (x.company = c.company or x.company is null)
        and x.from_currency = cur.currency
        and x.to_currency = c.functional_currency
        and x.valid_from <= day::date
    order by x.valid_from desc, x.company
    limit 1
) as r
order by 1, 2, 3
