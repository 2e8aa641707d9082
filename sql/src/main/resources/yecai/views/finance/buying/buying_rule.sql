-- What finance watches in buying (finance.set_buying_rule), by company and currency, with every version.
select
    r.company,
    r.currency,
    r.version,
    r.approval_limit,
    r.split_days,
    r.last_price_percent,
    r.bank_change_days,
    r.cost_of_capital,
    r.recorded_by,
    r.recorded_at,
    r.superseded_at
from books.buying_rule as r
