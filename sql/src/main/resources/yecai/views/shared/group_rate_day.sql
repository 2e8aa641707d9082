-- The same, one row a day, so that entries are joined with it by their day.
select s.from_currency, s.to_currency, s.rate_type, x.day::date as day, s.rate_date, s.rate
from shared.group_rate_span as s
cross join lateral generate_series(s.first_day::timestamp, s.last_day::timestamp, interval '1 day') as x (day)
