-- Open receivables by age today in the company's currency: what finance.receivable_aging shows, before it is converted.
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
