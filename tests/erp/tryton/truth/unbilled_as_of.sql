-- What was delivered and not billed at the end of every fifth day, per order line, from the ERP's dates alone: moves done up
-- to it, less lines of invoices booked up to it that were not cancelled by then, and of the credit notes on these at the same
-- price.
select d.day::date::text as day, u.company, u.party as customer, u.line, u.currency, u.net + u.tax as gross
from generate_series(date :as_of - 195, date :as_of, interval '5 days') as d (day)
cross join lateral pg_temp.not_billed('out', d.day::date) as u
order by 1, 2, 4
