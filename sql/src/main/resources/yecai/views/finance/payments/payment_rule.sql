-- How many must approve payments (finance.set_payment_rule), with every version: those of a company in a currency from an amount on.
select
    r.company,
    r.currency,
    r.amount_from,
    r.version,
    r.approvals,
    r.recorded_by,
    r.recorded_at,
    r.superseded_at
from books.payment_rule as r
