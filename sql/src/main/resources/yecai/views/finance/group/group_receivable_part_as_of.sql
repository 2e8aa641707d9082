-- What finance.group_receivable_as_of is made of: the rows of finance.receivable_aging_as_of in the group's currency. rate_type is closing at
-- the exact end of a month, on other days transaction, as the group's rates are (finance.rate). Without a rate the buckets are null.
create or replace function finance.group_receivable_part_as_of(as_of date, basis text default 'due_date')
returns table (
    source text,
    company text,
    counterparty_company text,
    customer text,
    transaction_currency text,
    functional_currency text,
    billed_functional numeric,
    total_functional numeric,
    reporting_currency text,
    rate_type text,
    rate numeric,
    rate_date date,
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
    unconverted boolean
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
return query
with part as materialized (
    select
        a.source, a.company, a.counterparty_company, a.customer, a.currency, a.functional_currency, a.billed_functional,
        a.total_functional,
        a.not_due_functional as not_due,
        a.d1_30_functional as d1_30,
        a.d31_60_functional as d31_60,
        a.d61_90_functional as d61_90,
        a.d91_180_functional as d91_180,
        a.d181_plus_functional as d181_plus,
        a.undated_functional as undated,
        a.unbilled_functional as unbilled,
        a.unapplied_credits_functional as unapplied_credits,
        rc.currency as reporting_currency
    from finance.receivable_aging_as_of(group_receivable_part_as_of.as_of, group_receivable_part_as_of.basis) as a
    cross join finance.reporting_currency as rc
),
rate as materialized (
    select
        c.functional_currency,
        case
            when c.functional_currency = c.reporting_currency then 'same currency'
            when group_receivable_part_as_of.as_of
                = (date_trunc('month', group_receivable_part_as_of.as_of::timestamp) + interval '1 month - 1 day')::date then 'closing'
            else 'transaction'
        end as rate_type,
        f.rate,
        f.rate_date,
        d.places
    from (select distinct p.functional_currency, p.reporting_currency from part as p where p.functional_currency ~ '^[A-Z]{3}$') as c
    cross join lateral finance.rate(
        c.functional_currency, c.reporting_currency,
        case
            when group_receivable_part_as_of.as_of
                = (date_trunc('month', group_receivable_part_as_of.as_of::timestamp) + interval '1 month - 1 day')::date then 'closing'
            else 'transaction'
        end,
        group_receivable_part_as_of.as_of
    ) as f
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from finance.currency as y
        where y.currency = (select z.currency from finance.reporting_currency as z)
    ) as d
)
select
    p.source, p.company, p.counterparty_company, p.customer, p.currency, p.functional_currency, p.billed_functional, p.total_functional,
    p.reporting_currency, r.rate_type, r.rate, r.rate_date,
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
    v.not_due + v.d1_30 + v.d31_60 + v.d61_90 + v.d91_180 + v.d181_plus + v.undated + v.unbilled + v.unapplied_credits as total,
    r.rate is null as unconverted
from part as p
left join rate as r on r.functional_currency = p.functional_currency
cross join lateral (
    select
        round(p.not_due * r.rate, r.places) as not_due,
        round(p.d1_30 * r.rate, r.places) as d1_30,
        round(p.d31_60 * r.rate, r.places) as d31_60,
        round(p.d61_90 * r.rate, r.places) as d61_90,
        round(p.d91_180 * r.rate, r.places) as d91_180,
        round(p.d181_plus * r.rate, r.places) as d181_plus,
        round(p.undated * r.rate, r.places) as undated,
        round(p.unbilled * r.rate, r.places) as unbilled,
        round(p.unapplied_credits * r.rate, r.places) as unapplied_credits
) as v;
end
$$;

revoke execute on function finance.group_receivable_part_as_of from public;
grant execute on function finance.group_receivable_part_as_of to finance_reader;
