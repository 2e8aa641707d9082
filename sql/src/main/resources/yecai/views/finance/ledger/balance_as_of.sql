-- The posted ledger at the end of a day, by account, in the company's currency: what the accounts held before the period of the
-- day (opening), what was posted from its first day to this one (debit, credit), and what they hold (closing), all by posting date. At
-- the end of a period that is finance.trial_balance, unless something was posted on days outside of its period. Revenue and
-- expense hold what belongs to the fiscal year of the day; what they held of earlier years and the ERP has not closed stands in a row
-- without an account, so that the closings of a company add up to 0. period is the calendar's regular period of the day, else its month.
-- stored_closing is what the ERP keeps for the end of the period, null on any other day; difference is closing less that, 0 also where
-- an ERP carries revenue and expense over the year's end. draft_debit and draft_credit are what is not posted yet, and count nowhere
-- else. of_company: that company only.
create or replace function finance.balance_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    account text,
    account_name text,
    account_kind text,
    period text,
    functional_currency text,
    opening numeric,
    debit numeric,
    credit numeric,
    closing numeric,
    draft_debit numeric,
    draft_credit numeric,
    stored_closing numeric,
    difference numeric
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_day date;
begin
if balance_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the balances are wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif balance_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', balance_as_of.as_of);
end if;
return query
with line as materialized (
    select
        g.source,
        g.company,
        g.account,
        g.functional_currency,
        coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) as period,
        g.posting_date,
        min(g.account_kind) as account_kind,
        coalesce(sum(g.debit) filter (where g.status = 'posted'), 0) as debit,
        coalesce(sum(g.credit) filter (where g.status = 'posted'), 0) as credit,
        coalesce(sum(g.debit) filter (where g.status = 'draft'), 0) as draft_debit,
        coalesce(sum(g.credit) filter (where g.status = 'draft'), 0) as draft_credit
    from finance.general_ledger as g
    where
        g.status in ('posted', 'draft')
        and (g.posting_date > balance_as_of.as_of) is not true
        and (balance_as_of.of_company is null or g.company = balance_as_of.of_company)
    group by 1, 2, 3, 4, 5, 6
),
calendar as materialized (
    select
        p.source,
        p.company,
        p.period,
        coalesce(
            p.fiscal_year, substring(p.period from '(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])'), to_char(p.end_date, 'YYYY')
        ) as fiscal_year,
        p.start_date,
        p.end_date
    from finance.accounting_period as p
    where balance_as_of.of_company is null or p.company = balance_as_of.of_company
),
today as materialized (
    select
        o.source,
        o.company,
        coalesce(c.period, to_char(balance_as_of.as_of, 'YYYY-MM')) as period,
        coalesce(c.fiscal_year, to_char(balance_as_of.as_of, 'YYYY')) as fiscal_year,
        coalesce(c.start_date, date_trunc('month', balance_as_of.as_of::timestamp)::date) as start_date,
        coalesce(c.end_date, (date_trunc('month', balance_as_of.as_of::timestamp) + interval '1 month')::date - 1) as end_date
    from (select distinct l.source, l.company from line as l) as o
    left join lateral (
        -- a period for adjustments may lie in a regular one, or be the whole year
        select k.period, k.fiscal_year, k.start_date, k.end_date
        from calendar as k
        where
            k.source = o.source
            and k.company = o.company
            and balance_as_of.as_of between k.start_date and k.end_date
        order by k.end_date - k.start_date < 6, k.end_date - k.start_date, k.period
        limit 1
    ) as c on true
),
dated as materialized (
    select
        l.source,
        l.company,
        l.account,
        l.functional_currency,
        t.period,
        t.end_date,
        a.name,
        coalesce(a.account_kind, l.account_kind) as account_kind,
        (l.posting_date >= t.start_date) is true as in_period,
        -- of an earlier year than the day's
        coalesce(
            c.fiscal_year, substring(l.period from '(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])'), to_char(l.posting_date, 'YYYY')
        ) < t.fiscal_year as is_earlier,
        l.debit,
        l.credit,
        l.draft_debit,
        l.draft_credit
    from line as l
    inner join today as t on t.source = l.source and t.company = l.company
    left join (
        select k.source, k.company, k.period, min(k.fiscal_year) as fiscal_year
        from calendar as k
        group by k.source, k.company, k.period
    ) as c on c.source = l.source and c.company = l.company and c.period = l.period
    left join (
        select x.source, x.company, x.account, min(x.name) as name, min(x.account_kind) as account_kind
        from finance.account as x
        group by x.source, x.company, x.account
    ) as a on a.source = l.source and a.company = l.company and a.account = l.account
),
balance as materialized (
    select
        d.source,
        d.company,
        r.account,
        min(r.account_name) as account_name,
        min(r.account_kind) as account_kind,
        d.period,
        d.end_date,
        d.functional_currency,
        coalesce(sum(r.amount) filter (where not d.in_period or r.account is null), 0) as opening,
        coalesce(sum(d.debit) filter (where d.in_period and not k.is_carried), 0) as debit,
        coalesce(sum(d.credit) filter (where d.in_period and not k.is_carried), 0) as credit,
        sum(r.amount) as closing,
        coalesce(sum(d.draft_debit) filter (where d.in_period and r.account is not null), 0) as draft_debit,
        coalesce(sum(d.draft_credit) filter (where d.in_period and r.account is not null), 0) as draft_credit
    from dated as d
    cross join lateral (
        select coalesce(d.account_kind in ('revenue', 'expense') and d.is_earlier, false) as is_carried
    ) as k
    cross join lateral (
        select
            d.account,
            d.name as account_name,
            d.account_kind,
            case when k.is_carried then 0 else d.debit - d.credit end as amount
        union all
        select null, '上年未结转损益', 'equity', d.debit - d.credit
        where k.is_carried
    ) as r
    group by d.source, d.company, r.account, d.period, d.end_date, d.functional_currency
),
whole as (
    -- with what revenue and expense held before, as an ERP that never starts them anew stores them
    select d.source, d.company, d.account, d.functional_currency, sum(d.debit - d.credit) as balance
    from dated as d
    group by d.source, d.company, d.account, d.functional_currency
)
select
    b.source,
    b.company,
    b.account,
    case
        when b.account is null then hub.text('{"en": "Result of earlier years, not carried forward", "zh": "上年未结转损益"}', b.account_name)
        else b.account_name
    end as account_name,
    b.account_kind,
    b.period,
    b.functional_currency,
    b.opening,
    b.debit,
    b.credit,
    b.closing,
    b.draft_debit,
    b.draft_credit,
    s.closing as stored_closing,
    case when w.balance = s.closing then 0 else b.closing - s.closing end as difference
from balance as b
left join whole as w
    on w.source = b.source and w.company = b.company and w.account = b.account and w.functional_currency = b.functional_currency
left join (
    select x.source, x.company, x.account, x.period, x.functional_currency, sum(x.closing) as closing
    from finance.account_balance as x
    where balance_as_of.of_company is null or x.company = balance_as_of.of_company
    group by x.source, x.company, x.account, x.period, x.functional_currency
) as s
    on s.source = b.source
    and s.company = b.company
    and s.account = b.account
    and s.period = b.period
    and coalesce(s.functional_currency, b.functional_currency) = b.functional_currency
    and b.end_date = balance_as_of.as_of
where b.account is not null or b.closing <> 0;
if not found then
    select min(g.posting_date)
    into first_day
    from finance.general_ledger as g
    where g.status in ('posted', 'draft') and (balance_as_of.of_company is null or g.company = balance_as_of.of_company);
    if first_day >= date_trunc('month', balance_as_of.as_of::timestamp) + interval '1 month' then
        raise exception using errcode = '22023', message = format(
            'as_of is %s, which is before the first period with postings: give a day from %s on',
            balance_as_of.as_of, date_trunc('month', first_day::timestamp)::date);
    end if;
end if;
end
$$;

revoke execute on function finance.balance_as_of from public;
grant execute on function finance.balance_as_of to finance_reader;
