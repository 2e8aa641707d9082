-- Historical rates of the equity of companies, as finance recorded them (finance.set_equity_rate), with every version: what is posted to
-- the account from valid_from on is translated at the rate. account is empty for all equity accounts without a rate of their own.
select
    r.company,
    r.account,
    r.from_currency,
    r.to_currency,
    r.valid_from,
    r.version,
    r.rate,
    r.recorded_by,
    r.recorded_at,
    r.superseded_at
from books.equity_rate as r
