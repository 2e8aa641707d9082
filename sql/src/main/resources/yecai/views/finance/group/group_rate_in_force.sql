-- The group's rates that hold, in both directions, each with the days for which it holds: a closing rate for its day alone, an average
-- for its month, a transaction rate until the next one and no longer than the hub's setting transaction_rate_days. Where only the
-- other direction was given (is_inverse) the rate is 1 / rate, rounded to 8 decimals. finance.rate looks one up.
select
    s.from_currency,
    s.to_currency,
    s.rate_type,
    s.first_day,
    s.last_day,
    s.rate_date,
    s.rate,
    s.is_inverse
from shared.group_rate_span as s
