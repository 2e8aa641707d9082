-- Open payables by age at the end of a day: finance.payable_open_as_of by company, counterparty, supplier, account, currency and bucket.
-- basis: 'due_date', or 'occurrence' for the age since the document's date. bucket_set: one of finance.aging_bucket. What has no date to
-- be aged by is in bucket 'undated'; what is below 0, that is what the supplier owes us, in 'credit'; these have no number. overdue is
-- what of the bucket was due before the day, whatever the basis. of_company: one company only. open_reporting is at the latest rate of
-- the day, a closing rate before a transaction rate of the same day; null without a rate.
create or replace function finance.payable_aging_as_of(
    as_of date, basis text default 'due_date', bucket_set text default 'due', of_company text default null
)
returns table (
    source text,
    company text,
    counterparty_company text,
    supplier text,
    account text,
    currency text,
    functional_currency text,
    bucket_no integer,
    bucket text,
    open numeric,
    open_functional numeric,
    reporting_currency text,
    open_reporting numeric,
    items bigint,
    overdue numeric,
    overdue_functional numeric
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    buckets text[];
    ends interval[];
begin
if payable_aging_as_of.basis is null or payable_aging_as_of.basis not in ('due_date', 'occurrence') then
    raise exception using errcode = '22023', message = format(
        'basis is %s: it must be due_date or occurrence', coalesce(quote_literal(payable_aging_as_of.basis), 'null'));
end if;
-- what a set may be is checked when it is set (hub.check_aging_buckets)
select array_agg(b.bucket order by b.bucket_no), array_agg(b.up_to::interval order by b.bucket_no)
into buckets, ends
from finance.aging_bucket as b
where b.bucket_set = payable_aging_as_of.bucket_set;
if buckets is null then
    raise exception using errcode = '22023', message = format(
        'bucket_set is %s: give one of %s',
        coalesce(quote_literal(payable_aging_as_of.bucket_set), 'null'),
        (select string_agg(distinct b.bucket_set, ', ' order by b.bucket_set) from finance.aging_bucket as b));
end if;
return query
with aged as materialized (
    select
        i.source,
        i.company,
        i.counterparty_company,
        i.supplier,
        i.account,
        i.transaction_currency as currency,
        i.functional_currency,
        i.bucket_no,
        coalesce(buckets[i.bucket_no], i.apart) as bucket,
        sum(i.open) as open,
        case when count(*) = count(i.open_functional) then sum(i.open_functional) end as open_functional,
        count(*) as items,
        coalesce(sum(i.open) filter (where i.is_overdue), 0) as overdue,
        case
            when count(*) filter (where i.is_overdue) = count(i.open_functional) filter (where i.is_overdue)
                then coalesce(sum(i.open_functional) filter (where i.is_overdue), 0)
        end as overdue_functional
    from (
        select
            r.source,
            r.company,
            r.counterparty_company,
            r.supplier,
            r.account,
            r.transaction_currency,
            r.functional_currency,
            r.open,
            r.open_functional,
            s.apart,
            coalesce(
                r.due_date < payable_aging_as_of.as_of and s.apart is distinct from 'credit', false
            ) as is_overdue,
            case
                when s.apart is null then (
                    select min(e.position)::integer
                    from unnest(ends) with ordinality as e (up_to, position)
                    where e.up_to is null or payable_aging_as_of.as_of <= a.aged_from + e.up_to
                )
            end as bucket_no
        from finance.payable_open_as_of(payable_aging_as_of.as_of, payable_aging_as_of.of_company) as r
        cross join lateral (
            select case payable_aging_as_of.basis when 'occurrence' then r.occurrence_date else r.due_date end as aged_from
        ) as a
        cross join lateral (
            select
                case
                    when r.open < 0 or (r.open = 0 and r.kind in ('credit', 'prepayment', 'on_account', 'unapplied')) then 'credit'
                    when a.aged_from is null then 'undated'
                end as apart
        ) as s
    ) as i
    group by
        i.source, i.company, i.counterparty_company, i.supplier, i.account, i.transaction_currency, i.functional_currency, i.bucket_no,
        i.apart
),
rates as materialized (
    select
        f.source,
        f.company,
        f.functional_currency,
        rc.currency as reporting_currency,
        case
            when f.functional_currency = rc.currency then 1
            else (
                select x.rate
                from finance.exchange_rate as x
                where x.source = f.source
                    and coalesce(x.company, f.company) is not distinct from f.company
                    and x.from_currency = f.functional_currency
                    and x.to_currency = rc.currency
                    and x.rate_type in ('closing', 'transaction')
                    and x.valid_from <= payable_aging_as_of.as_of
                order by x.valid_from desc, x.rate_type, x.company
                limit 1
            )
        end as rate,
        coalesce((
            select min(y.decimals) from finance.currency as y where y.source = f.source and y.currency = rc.currency
        ), 2) as places
    from (select distinct a.source, a.company, a.functional_currency from aged as a) as f
    cross join finance.reporting_currency as rc
)
select
    a.source,
    a.company,
    a.counterparty_company,
    a.supplier,
    a.account,
    a.currency,
    a.functional_currency,
    a.bucket_no,
    a.bucket,
    a.open,
    a.open_functional,
    fx.reporting_currency,
    round(a.open_functional * fx.rate, fx.places) as open_reporting,
    a.items,
    a.overdue,
    a.overdue_functional
from aged as a
left join rates as fx
    on fx.source = a.source and fx.company is not distinct from a.company
    and fx.functional_currency is not distinct from a.functional_currency;
end
$$;

revoke execute on function finance.payable_aging_as_of from public;
grant execute on function finance.payable_aging_as_of to finance_reader;
