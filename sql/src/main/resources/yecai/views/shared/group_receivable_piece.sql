-- The rows of finance.group_receivable_part, which says what they are.
select
    g.source,
    g.company,
    g.counterparty_company,
    g.customer,
    g.currency,
    g.functional_currency,
    g.as_of,
    g.billed_functional,
    g.total_functional,
    rc.currency as reporting_currency,
    fx.rate_type,
    fx.rate,
    fx.rate_date,
    v.not_due,
    v.d1_30,
    v.d31_60,
    v.d61_90,
    v.d91_180,
    v.d181_plus,
    v.undated,
    v.unbilled,
    v.unapplied_credits,
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unapplied_credits as billed,
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unbilled + v.unapplied_credits as total
from shared.aged_today as g
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
cross join (
    select coalesce(min(y.decimals), 2) as places
    from canon.currency as y
    where y.currency = (select r.currency from hub.reporting_currency as r limit 1)
) as d
left join shared.group_rate_day as x
    on x.from_currency = g.functional_currency
    and x.to_currency = rc.currency
    and x.rate_type = 'transaction'
    and x.day = g.as_of
cross join lateral (
    select
        case when g.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when g.functional_currency = rc.currency then g.as_of else x.rate_date end as rate_date,
        case when g.functional_currency = rc.currency then 'same currency' else 'transaction' end as rate_type
) as fx
cross join lateral (
    select
        round(g.not_due_functional * fx.rate, d.places) as not_due,
        round(g.d1_30_functional * fx.rate, d.places) as d1_30,
        round(g.d31_60_functional * fx.rate, d.places) as d31_60,
        round(g.d61_90_functional * fx.rate, d.places) as d61_90,
        round(g.d91_180_functional * fx.rate, d.places) as d91_180,
        round(g.d181_plus_functional * fx.rate, d.places) as d181_plus,
        round(g.undated_functional * fx.rate, d.places) as undated,
        round(g.unbilled_functional * fx.rate, d.places) as unbilled,
        round(g.unapplied_credits_functional * fx.rate, d.places) as unapplied_credits
) as v
