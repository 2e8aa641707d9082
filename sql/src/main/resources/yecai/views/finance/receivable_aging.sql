-- Open receivables by age today, in each company's time zone, by due date; one row per company, customer and currency.
-- Buckets hold claims with a due date; claims without one, unbilled deliveries and unapplied credits (credit notes,
-- prepayments, money on account; negative) have columns of their own. billed = all but unbilled: it ties to the ledger.
select
    i.source,
    i.company,
    i.customer,
    (
        select c.name
        from canon.customer as c
        where c.source = i.source and c.customer = i.customer
        limit 1
    ) as customer_name,
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
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'unbilled'), 0) as unbilled_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket = 'credit'), 0) as unapplied_credits_functional,
    coalesce(sum(i.amount_functional) filter (where i.bucket <> 'unbilled'), 0) as billed_functional,
    coalesce(sum(i.amount_functional), 0) as total_functional
from (
    select
        r.source,
        r.company,
        r.customer,
        r.transaction_currency,
        r.functional_currency,
        co.today,
        case
            when r.kind in ('credit', 'prepayment', 'on_account') then 'credit'
            when r.due_date is null then 'undated'
            else 'dated'
        end as bucket,
        co.today - r.due_date as days,
        r.open_transaction as amount,
        r.open_ledger as amount_functional
    from canon.receivable_item as r
    left join lateral (
        select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
        from canon.company as c
        where c.source = r.source and c.company = r.company
    ) as co on true
    where r.open_transaction <> 0 or r.open_ledger <> 0
    union all
    select
        s.source,
        s.company,
        s.customer,
        s.transaction_currency,
        s.functional_currency,
        co.today,
        'unbilled' as bucket,
        null::integer as days,
        s.unbilled_net + s.unbilled_tax as amount,
        s.unbilled_net_functional + s.unbilled_tax_functional as amount_functional
    from canon.shipment_line as s
    left join lateral (
        select (statement_timestamp() at time zone coalesce(min(c.time_zone), 'UTC'))::date as today
        from canon.company as c
        where c.source = s.source and c.company = s.company
    ) as co on true
    where s.unbilled_net <> 0 or s.unbilled_tax <> 0
) as i
group by i.source, i.company, i.customer, i.transaction_currency, i.functional_currency, i.today
