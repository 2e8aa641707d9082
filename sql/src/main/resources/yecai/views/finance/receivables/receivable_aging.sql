-- Open receivables by age today, in each company's time zone, by due date; one row per company, counterparty, customer
-- and currency.
-- Buckets hold claims with a due date; claims without one, unbilled deliveries and unapplied credits (credit notes,
-- prepayments, money on account, overpaid claims; negative) have columns of their own. billed = all but unbilled: it ties to
-- the ledger. overdue is what was due before today. Unbilled is less what was billed above what was delivered of the same order
-- line. What is dated after today is not in it, and settles nothing yet, as in finance.receivable_aging_as_of, which adds the same
-- up from the movements. In reporting currency each bucket
-- is its functional amount at the latest rate of today, a closing rate before a transaction rate of the same day.
select
    g.source,
    g.company,
    g.counterparty_company,
    g.customer,
    (
        select c.name
        from canon.customer as c
        where c.source = g.source and c.customer = g.customer
        limit 1
    ) as customer_name,
    g.currency,
    g.functional_currency,
    g.as_of,
    g.not_due,
    g.d1_30,
    g.d31_60,
    g.d61_90,
    g.d91_180,
    g.d181_plus,
    g.undated,
    g.unbilled,
    g.unapplied_credits,
    g.billed,
    g.total,
    g.not_due_functional,
    g.d1_30_functional,
    g.d31_60_functional,
    g.d61_90_functional,
    g.d91_180_functional,
    g.d181_plus_functional,
    g.undated_functional,
    g.unbilled_functional,
    g.unapplied_credits_functional,
    g.billed_functional,
    g.total_functional,
    rc.currency as reporting_currency,
    v.not_due as not_due_reporting,
    v.d1_30 as d1_30_reporting,
    v.d31_60 as d31_60_reporting,
    v.d61_90 as d61_90_reporting,
    v.d91_180 as d91_180_reporting,
    v.d181_plus as d181_plus_reporting,
    v.undated as undated_reporting,
    v.unbilled as unbilled_reporting,
    v.unapplied_credits as unapplied_credits_reporting,
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unapplied_credits
        as billed_reporting,
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unbilled + v.unapplied_credits
        as total_reporting,
    fx.rate,
    fx.rate_date,
    fx.rate_type,
    fx.rate is null as unconverted,
    g.d1_30 + g.d31_60 + g.d61_90 + g.d91_180 + g.d181_plus as overdue,
    g.d1_30_functional + g.d31_60_functional + g.d61_90_functional + g.d91_180_functional + g.d181_plus_functional
        as overdue_functional,
    round(
        (g.d1_30_functional + g.d31_60_functional + g.d61_90_functional + g.d91_180_functional + g.d181_plus_functional)
        * fx.rate, fx.places
    ) as overdue_reporting
from shared.aged_today as g
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = g.source
        and coalesce(x.company, g.company) is not distinct from g.company
        and x.from_currency = g.functional_currency
        and x.to_currency = rc.currency
        and x.rate_type in ('closing', 'transaction')
        and x.valid_from <= g.as_of
    order by x.valid_from desc, x.rate_type, x.company
    limit 1
) as x on g.functional_currency <> rc.currency
left join lateral (
    select min(y.decimals) as places
    from canon.currency as y
    where y.source = g.source and y.currency = rc.currency
) as d on true
cross join lateral (
    select
        case when g.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when g.functional_currency = rc.currency then g.as_of else x.valid_from end as rate_date,
        case when g.functional_currency = rc.currency then 'same currency' else x.rate_type end as rate_type,
        coalesce(d.places, 2) as places
) as fx
cross join lateral (
    select
        round(g.not_due_functional * fx.rate, fx.places) as not_due,
        round(g.d1_30_functional * fx.rate, fx.places) as d1_30,
        round(g.d31_60_functional * fx.rate, fx.places) as d31_60,
        round(g.d61_90_functional * fx.rate, fx.places) as d61_90,
        round(g.d91_180_functional * fx.rate, fx.places) as d91_180,
        round(g.d181_plus_functional * fx.rate, fx.places) as d181_plus,
        round(g.undated_functional * fx.rate, fx.places) as undated,
        round(g.unbilled_functional * fx.rate, fx.places) as unbilled,
        round(g.unapplied_credits_functional * fx.rate, fx.places) as unapplied_credits
) as v
