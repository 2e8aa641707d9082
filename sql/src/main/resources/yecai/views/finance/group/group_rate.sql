-- The rates by which the group translates, as finance recorded them, with every version: the one that holds has superseded_at infinity.
-- Units of to_currency for 1 of from_currency. They are finance's own (finance.load_rates); finance.exchange_rate has those of the ERPs.
select
    r.from_currency,
    r.to_currency,
    r.rate_type,
    r.valid_on,
    r.version,
    r.rate,
    r.recorded_by,
    r.recorded_at,
    r.superseded_at
from books.group_rate as r
