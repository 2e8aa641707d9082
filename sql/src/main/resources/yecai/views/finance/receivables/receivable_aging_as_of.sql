-- Open receivables by age at the end of a day: finance.receivable_open_as_of by company, counterparty, customer and currency. basis: 'due_date',
-- or 'occurrence' for the age since what made the claim (occurrence_date); of_company: one company only. A claim that is below 0 is an unapplied
-- credit, a credit above 0 a claim. In reporting currency each bucket is its functional amount at the latest rate of the day, a
-- closing rate before a transaction rate of the same day; null without a rate.
create or replace function finance.receivable_aging_as_of(
    as_of date, basis text default 'due_date', of_company text default null
)
returns table (
    source text,
    company text,
    counterparty_company text,
    customer text,
    currency text,
    functional_currency text,
    not_due numeric,
    d1_30 numeric,
    d31_60 numeric,
    d61_90 numeric,
    d91_180 numeric,
    d181_plus numeric,
    undated numeric,
    unbilled numeric,
    unapplied_credits numeric,
    billed numeric,
    total numeric,
    not_due_functional numeric,
    d1_30_functional numeric,
    d31_60_functional numeric,
    d61_90_functional numeric,
    d91_180_functional numeric,
    d181_plus_functional numeric,
    undated_functional numeric,
    unbilled_functional numeric,
    unapplied_credits_functional numeric,
    billed_functional numeric,
    total_functional numeric,
    reporting_currency text,
    not_due_reporting numeric,
    d1_30_reporting numeric,
    d31_60_reporting numeric,
    d61_90_reporting numeric,
    d91_180_reporting numeric,
    d181_plus_reporting numeric,
    undated_reporting numeric,
    unbilled_reporting numeric,
    unapplied_credits_reporting numeric,
    billed_reporting numeric,
    total_reporting numeric,
    rate numeric,
    rate_date date,
    rate_type text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
if receivable_aging_as_of.basis is null or receivable_aging_as_of.basis not in ('due_date', 'occurrence') then
    raise exception using errcode = '22023', message = format(
        'basis is %s: it must be due_date or occurrence', coalesce(quote_literal(receivable_aging_as_of.basis), 'null'));
end if;
return query
with aged as materialized (
    select
        i.source,
        i.company,
        i.counterparty_company,
        i.customer,
        i.transaction_currency as currency,
        i.functional_currency,
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
            r.counterparty_company,
            r.customer,
            r.transaction_currency,
            r.functional_currency,
            case
                when r.kind = 'unbilled' then 'unbilled'
                when r.open < 0 or (r.open = 0 and r.kind in ('credit', 'prepayment', 'on_account', 'unapplied')) then 'credit'
                when a.aged_from is null then 'undated'
                else 'dated'
            end as bucket,
            receivable_aging_as_of.as_of - a.aged_from as days,
            r.open as amount,
            r.open_functional as amount_functional
        from finance.receivable_open_as_of(receivable_aging_as_of.as_of, receivable_aging_as_of.of_company) as r
        cross join lateral (
            select case receivable_aging_as_of.basis when 'occurrence' then r.occurrence_date else r.due_date end as aged_from
        ) as a
    ) as i
    group by i.source, i.company, i.counterparty_company, i.customer, i.transaction_currency, i.functional_currency
),
rates as materialized (
    select
        f.source,
        f.functional_currency,
        rc.currency as reporting_currency,
        case when f.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when f.functional_currency = rc.currency then receivable_aging_as_of.as_of else x.valid_from end as rate_date,
        case when f.functional_currency = rc.currency then 'same currency' else x.rate_type end as rate_type,
        coalesce((
            select min(y.decimals) from finance.currency as y where y.source = f.source and y.currency = rc.currency
        ), 2) as places
    from (select distinct a.source, a.functional_currency from aged as a) as f
    cross join finance.reporting_currency as rc
    left join lateral (
        select x.rate, x.valid_from, x.rate_type
        from finance.exchange_rate as x
        where x.source = f.source
            and x.from_currency = f.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type in ('closing', 'transaction')
            and x.valid_from <= receivable_aging_as_of.as_of
        order by x.valid_from desc, x.rate_type
        limit 1
    ) as x on f.functional_currency <> rc.currency
)
select
    a.source,
    a.company,
    a.counterparty_company,
    a.customer,
    a.currency,
    a.functional_currency,
    a.not_due,
    a.d1_30,
    a.d31_60,
    a.d61_90,
    a.d91_180,
    a.d181_plus,
    a.undated,
    a.unbilled,
    a.unapplied_credits,
    a.billed,
    a.total,
    a.not_due_functional,
    a.d1_30_functional,
    a.d31_60_functional,
    a.d61_90_functional,
    a.d91_180_functional,
    a.d181_plus_functional,
    a.undated_functional,
    a.unbilled_functional,
    a.unapplied_credits_functional,
    a.billed_functional,
    a.total_functional,
    fx.reporting_currency,
    v.not_due,
    v.d1_30,
    v.d31_60,
    v.d61_90,
    v.d91_180,
    v.d181_plus,
    v.undated,
    v.unbilled,
    v.unapplied_credits,
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unapplied_credits,
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unbilled + v.unapplied_credits,
    fx.rate,
    fx.rate_date,
    fx.rate_type
from aged as a
left join rates as fx on fx.source = a.source and fx.functional_currency is not distinct from a.functional_currency
cross join lateral (
    select
        round(a.not_due_functional * fx.rate, fx.places) as not_due,
        round(a.d1_30_functional * fx.rate, fx.places) as d1_30,
        round(a.d31_60_functional * fx.rate, fx.places) as d31_60,
        round(a.d61_90_functional * fx.rate, fx.places) as d61_90,
        round(a.d91_180_functional * fx.rate, fx.places) as d91_180,
        round(a.d181_plus_functional * fx.rate, fx.places) as d181_plus,
        round(a.undated_functional * fx.rate, fx.places) as undated,
        round(a.unbilled_functional * fx.rate, fx.places) as unbilled,
        round(a.unapplied_credits_functional * fx.rate, fx.places) as unapplied_credits
) as v;
end
$$;

revoke execute on function finance.receivable_aging_as_of from public;
grant execute on function finance.receivable_aging_as_of to finance_reader;
