-- What was received and not billed at the end of every fifth day, per order line, from the ERP's dates alone, in the order's currency and in
-- the company's.
select d.day::date::text as day, u.company, u.party as supplier, u.line, u.currency, u.net, u.functional
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
cross join lateral pg_temp.not_billed('in', d.day::date) as u
order by 1, 2, 4
