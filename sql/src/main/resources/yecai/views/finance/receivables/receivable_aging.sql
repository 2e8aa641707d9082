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
from (
    select
        i.source,
        i.company,
        i.counterparty_company,
        i.customer,
        i.transaction_currency as currency,
        i.functional_currency,
        i.today as as_of,
        coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days <= 0), 0) as not_due,
        coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 1 and 30), 0) as d1_30,
        coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 31 and 60), 0) as d31_60,
        coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 61 and 90), 0) as d61_90,
        coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days between 91 and 180), 0) as d91_180,
        coalesce(sum(i.amount) filter (where i.bucket = 'dated' and i.days > 180), 0) as d181_plus,
        coalesce(sum(i.amount) filter (where i.bucket = 'undated'), 0) as undated,
        coalesce(sum(i.amount) filter (where i.bucket = 'unbilled'), 0) as unbilled,
        coalesce(sum(i.amount) filter (where i.bucket = 'credit'), 0) as unapplied_credits,
        coalesce(sum(i.amount) filter (where i.bucket <> 'unbilled'), 0) as billed,
        coalesce(sum(i.amount), 0) as total,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days <= 0), 0) as not_due_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 1 and 30), 0) as d1_30_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 31 and 60), 0) as d31_60_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 61 and 90), 0) as d61_90_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days between 91 and 180), 0) as d91_180_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'dated' and i.days > 180), 0) as d181_plus_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'undated'), 0) as undated_functional,
        case
            when count(*) filter (where i.bucket = 'unbilled') = count(i.amount_functional) filter (where i.bucket = 'unbilled')
                then coalesce(sum(i.amount_functional) filter (where i.bucket = 'unbilled'), 0)
        end as unbilled_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket = 'credit'), 0) as unapplied_credits_functional,
        coalesce(sum(i.amount_functional) filter (where i.bucket <> 'unbilled'), 0) as billed_functional,
        case when count(*) = count(i.amount_functional) then sum(i.amount_functional) end as total_functional
    from (
        select
            r.source,
            r.company,
            r.counterparty_company,
            r.customer,
            r.transaction_currency,
            r.functional_currency,
            co.today,
            case
                when r.open_transaction < 0 or (r.open_transaction = 0 and r.kind in ('credit', 'prepayment', 'on_account'))
                    then 'credit'
                when r.due_date is null then 'undated'
                else 'dated'
            end as bucket,
            co.today - r.due_date as days,
            case when coalesce(r.posting_date, r.document_date) > co.today then 0 else r.open_transaction end as amount,
            case when coalesce(r.posting_date, r.document_date) > co.today then 0 else r.open_ledger end as amount_functional
        from canon.receivable_item as r
        left join lateral (
            select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
            from canon.company as c
            where c.source = r.source and c.company = r.company
        ) as co on true
        where
            (r.open_transaction <> 0 or r.open_ledger <> 0)
            -- in no company is it later than at UTC+14; a condition on the company's own day would cost its look-up for every item
            and (coalesce(r.posting_date, r.document_date) > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date)
                is not true
        union all
        -- instead of what the ERP has open of it: what is open as long as later settlements have not come
        select
            r.source,
            r.company,
            r.counterparty_company,
            r.customer,
            r.transaction_currency,
            r.functional_currency,
            co.today,
            case
                when v.open < 0 or (v.open = 0 and r.kind in ('credit', 'prepayment', 'on_account')) then 'credit'
                when r.due_date is null then 'undated'
                else 'dated'
            end as bucket,
            co.today - r.due_date as days,
            v.amount,
            v.amount_functional
        from shared.settled_later as l
        cross join lateral (
            select
                k.source, k.company, k.counterparty_company, k.customer, k.transaction_currency, k.functional_currency, k.kind,
                k.due_date, k.posting_date, k.document_date, k.open_transaction, k.open_ledger
            from canon.receivable_item as k
            where k.source = l.source and k.entity_key = l.receivable_item
            offset 0
        ) as r
        left join lateral (
            select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
            from canon.company as c
            where c.source = r.source and c.company = r.company
        ) as co on true
        cross join lateral (
            values
                (r.open_transaction, -r.open_transaction, -r.open_ledger),
                (r.open_transaction + l.amount, r.open_transaction + l.amount, r.open_ledger + l.amount_functional)
        ) as v (open, amount, amount_functional)
        where (coalesce(r.posting_date, r.document_date) > co.today) is not true
        union all
        select
            u.source,
            u.company,
            u.counterparty_company,
            u.customer,
            u.transaction_currency,
            u.functional_currency,
            u.today,
            'unbilled' as bucket,
            null::integer as days,
            u.amount,
            u.amount_functional
        from shared.unbilled_today as u
    ) as i
    group by i.source, i.company, i.counterparty_company, i.customer, i.transaction_currency, i.functional_currency, i.today
) as g
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
left join lateral (
    select x.rate, x.valid_from, x.rate_type
    from canon.exchange_rate as x
    where x.source = g.source
        and x.from_currency = g.functional_currency
        and x.to_currency = rc.currency
        and x.rate_type in ('closing', 'transaction')
        and x.valid_from <= g.as_of
    order by x.valid_from desc, x.rate_type
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
