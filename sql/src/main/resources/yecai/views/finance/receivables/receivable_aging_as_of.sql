-- Open receivables by age at the end of a day: finance.receivable_buckets_as_of by company, counterparty, customer and currency. basis: 'due_date',
-- or 'occurrence' for the age since what made the claim (occurrence_date). bucket_set: one of finance.aging_bucket; buckets has what is
-- open by its buckets' names, and the columns not_due to d181_plus, which are the buckets of set 'due', are null with any other. overdue is
-- what was due before the day, whatever the basis and the set. of_company: one company only. A claim that is below 0 is an unapplied
-- credit, a credit above 0 a claim. In reporting currency each bucket is its functional amount at the latest rate of the day, a
-- closing rate before a transaction rate of the same day; null without a rate.
create or replace function finance.receivable_aging_as_of(
    as_of date, basis text default 'due_date', bucket_set text default 'due', of_company text default null
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
    rate_type text,
    overdue numeric,
    overdue_functional numeric,
    overdue_reporting numeric,
    buckets jsonb,
    buckets_functional jsonb
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
return query
with cell as materialized (
    select
        c.source,
        c.company,
        c.counterparty_company,
        c.customer,
        c.currency,
        c.functional_currency,
        c.bucket,
        sum(c.open) as open,
        case when count(*) = count(c.open_functional) then sum(c.open_functional) end as open_functional,
        sum(c.overdue) as overdue,
        case when count(*) = count(c.overdue_functional) then sum(c.overdue_functional) end as overdue_functional
    from finance.receivable_buckets_as_of(
        receivable_aging_as_of.as_of, receivable_aging_as_of.basis, receivable_aging_as_of.bucket_set, receivable_aging_as_of.of_company
    ) as c
    group by c.source, c.company, c.counterparty_company, c.customer, c.currency, c.functional_currency, c.bucket
),
rates as materialized (
    select
        f.source,
        f.company,
        f.functional_currency,
        rc.currency as reporting_currency,
        case when f.functional_currency = rc.currency then 1 else x.rate end as rate,
        case when f.functional_currency = rc.currency then receivable_aging_as_of.as_of else x.valid_from end as rate_date,
        case when f.functional_currency = rc.currency then 'same currency' else x.rate_type end as rate_type,
        coalesce((
            select min(y.decimals) from finance.currency as y where y.source = f.source and y.currency = rc.currency
        ), 2) as places
    from (select distinct c.source, c.company, c.functional_currency from cell as c) as f
    cross join finance.reporting_currency as rc
    left join lateral (
        select x.rate, x.valid_from, x.rate_type
        from finance.exchange_rate as x
        where x.source = f.source
            and coalesce(x.company, f.company) is not distinct from f.company
            and x.from_currency = f.functional_currency
            and x.to_currency = rc.currency
            and x.rate_type in ('closing', 'transaction')
            and x.valid_from <= receivable_aging_as_of.as_of
        order by x.valid_from desc, x.rate_type, x.company
        limit 1
    ) as x on f.functional_currency <> rc.currency
),
-- what no item is in holds 0, what the set does not have is not there
empty as (
    select jsonb_object_agg(n.name, 0) as cells
    from (
        select b.bucket as name from finance.aging_bucket as b where b.bucket_set = receivable_aging_as_of.bucket_set
        union all
        select v.name from (values ('undated'), ('unbilled'), ('credit')) as v (name)
    ) as n
),
aged as (
    select
        c.source,
        c.company,
        c.counterparty_company,
        c.customer,
        c.currency,
        c.functional_currency,
        min(fx.reporting_currency) as reporting_currency,
        min(fx.rate) as rate,
        min(fx.rate_date) as rate_date,
        min(fx.rate_type) as rate_type,
        min(fx.places) as places,
        jsonb_object_agg(c.bucket, c.open) as cells,
        jsonb_object_agg(c.bucket, c.open_functional) as cells_functional,
        jsonb_object_agg(c.bucket, r.open) as cells_reporting,
        coalesce(sum(c.open) filter (where c.bucket <> 'unbilled'), 0) as billed,
        sum(c.open) as total,
        case
            when count(*) filter (where c.bucket <> 'unbilled') = count(c.open_functional) filter (where c.bucket <> 'unbilled')
                then coalesce(sum(c.open_functional) filter (where c.bucket <> 'unbilled'), 0)
        end as billed_functional,
        case when count(*) = count(c.open_functional) then sum(c.open_functional) end as total_functional,
        case
            when count(*) filter (where c.bucket <> 'unbilled') = count(r.open) filter (where c.bucket <> 'unbilled')
                and min(fx.rate) is not null
                then coalesce(sum(r.open) filter (where c.bucket <> 'unbilled'), 0)
        end as billed_reporting,
        case when count(*) = count(r.open) then sum(r.open) end as total_reporting,
        sum(c.overdue) as overdue,
        case when count(*) = count(c.overdue_functional) then sum(c.overdue_functional) end as overdue_functional
    from cell as c
    left join rates as fx
        on fx.source = c.source and fx.company is not distinct from c.company
        and fx.functional_currency is not distinct from c.functional_currency
    cross join lateral (select round(c.open_functional * fx.rate, fx.places) as open) as r
    group by c.source, c.company, c.counterparty_company, c.customer, c.currency, c.functional_currency
)
select
    a.source,
    a.company,
    a.counterparty_company,
    a.customer,
    a.currency,
    a.functional_currency,
    (v.amount ->> 'not_due')::numeric,
    (v.amount ->> 'd1_30')::numeric,
    (v.amount ->> 'd31_60')::numeric,
    (v.amount ->> 'd61_90')::numeric,
    (v.amount ->> 'd91_180')::numeric,
    (v.amount ->> 'd181_plus')::numeric,
    (v.amount ->> 'undated')::numeric,
    (v.amount ->> 'unbilled')::numeric,
    (v.amount ->> 'credit')::numeric,
    a.billed,
    a.total,
    (v.functional ->> 'not_due')::numeric,
    (v.functional ->> 'd1_30')::numeric,
    (v.functional ->> 'd31_60')::numeric,
    (v.functional ->> 'd61_90')::numeric,
    (v.functional ->> 'd91_180')::numeric,
    (v.functional ->> 'd181_plus')::numeric,
    (v.functional ->> 'undated')::numeric,
    (v.functional ->> 'unbilled')::numeric,
    (v.functional ->> 'credit')::numeric,
    a.billed_functional,
    a.total_functional,
    a.reporting_currency,
    (v.reporting ->> 'not_due')::numeric,
    (v.reporting ->> 'd1_30')::numeric,
    (v.reporting ->> 'd31_60')::numeric,
    (v.reporting ->> 'd61_90')::numeric,
    (v.reporting ->> 'd91_180')::numeric,
    (v.reporting ->> 'd181_plus')::numeric,
    (v.reporting ->> 'undated')::numeric,
    (v.reporting ->> 'unbilled')::numeric,
    (v.reporting ->> 'credit')::numeric,
    a.billed_reporting,
    a.total_reporting,
    a.rate,
    a.rate_date,
    a.rate_type,
    a.overdue,
    a.overdue_functional,
    round(a.overdue_functional * a.rate, a.places),
    v.amount,
    v.functional
from aged as a
cross join empty as e
cross join lateral (
    select
        e.cells || a.cells as amount,
        e.cells || a.cells_functional as functional,
        case when a.rate is not null then e.cells || a.cells_reporting end as reporting
) as v;
end
$$;

revoke execute on function finance.receivable_aging_as_of from public;
grant execute on function finance.receivable_aging_as_of to finance_reader;
