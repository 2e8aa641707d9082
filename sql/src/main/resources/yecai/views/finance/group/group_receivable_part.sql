-- What finance.group_receivable is made of: open receivables by age today of each source, company, counterparty, customer and currency, in the
-- group's currency at the group's transaction rate of the company's day (finance.group_rate_in_force). Without a rate that is young enough the
-- buckets are null (unconverted). billed is all but unbilled.
select
    p.source,
    p.company,
    p.counterparty_company,
    p.customer,
    p.currency as transaction_currency,
    p.functional_currency,
    p.as_of,
    p.billed_functional,
    p.total_functional,
    p.reporting_currency,
    p.rate_type,
    p.rate,
    p.rate_date,
    p.not_due,
    p.d1_30,
    p.d31_60,
    p.d61_90,
    p.d91_180,
    p.d181_plus,
    p.undated,
    p.unbilled,
    p.unapplied_credits,
    p.billed,
    p.total,
    p.rate is null as unconverted
from shared.group_receivable_piece as p
