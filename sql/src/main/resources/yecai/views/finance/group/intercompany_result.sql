-- Revenue and expense between companies of the group, from the beginning of the year to the end of a month: one row per company, the other
-- company that its ledger lines name, and account; functional and reporting are debit less credit. It is translated as the account is in
-- finance.group_balance; reporting is null without a rate. What the ERP has closed by vouchers is left out: the months up to the last one in
-- the year at whose end the account stood at 0. Lines that name no company of the group, or one that the reader does not see, are not there. What
-- one company earned from the other and what that one's lines of expense do not show is profit in its stock or in the cost of what it
-- sold: the ledgers do not tell the two apart.
create or replace function finance.intercompany_result(period text)
returns table (
    source text,
    company text,
    counterparty_company text,
    account text,
    account_kind text,
    functional_currency text,
    functional numeric,
    reporting_currency text,
    rate_type text,
    reporting numeric
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
if intercompany_result.period is null or intercompany_result.period !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' then
    raise exception using errcode = '22023', message = format(
        'period is %s: it must be a month such as 2024-03', coalesce(quote_literal(intercompany_result.period), 'null'));
end if;
return query
with seen as materialized (
    select distinct c.company from finance.company as c
),
result_account as materialized (
    select
        t.source, t.company, t.account, t.functional_currency, min(t.account_kind) as account_kind,
        coalesce(max(t.period) filter (where t.closing = 0), '') as closed
    from finance.trial_balance as t
    where
        t.account_kind in ('revenue', 'expense')
        and t.period between left(intercompany_result.period, 4) || '-01' and intercompany_result.period
    group by t.source, t.company, t.account, t.functional_currency
    -- a company whose ledger does not reach the month has no balance to eliminate from
    having max(t.period) = intercompany_result.period
),
line as materialized (
    select
        g.source, g.company, g.counterparty_company, g.account, a.account_kind, g.functional_currency, m.period, g.posting_date,
        g.debit - g.credit as amount,
        (to_date(m.period, 'YYYY-MM') + interval '1 month - 1 day')::date as month_end,
        rc.currency as reporting_currency,
        case when g.functional_currency = rc.currency then 'same currency' else coalesce(b.basis, 'average') end as rate_type
    from finance.general_ledger as g
    cross join lateral (select coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) as period) as m
    inner join result_account as a
        on a.source = g.source
        and a.company = g.company
        and a.account = g.account
        and a.functional_currency = g.functional_currency
        and a.closed < m.period
    cross join finance.reporting_currency as rc
    left join finance.translation_basis as b on b.company = g.company and b.superseded_at = 'infinity'
    where
        g.status = 'posted'
        -- comes before the look-ups of the ledger's names and rates, as the conditions below do not
        and g.counterparty_company is not null
        and g.counterparty_company <> g.company
        and g.company in (select s.company from seen as s)
        and g.counterparty_company in (select s.company from seen as s)
        and m.period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
        and m.period between left(intercompany_result.period, 4) || '-01' and intercompany_result.period
),
translated as (
    select
        l.source, l.company, l.counterparty_company, l.account, l.account_kind, l.functional_currency, l.reporting_currency, l.rate_type,
        sum(l.amount) as functional,
        case
            when l.rate_type = 'same currency' then sum(l.amount)
            when l.rate_type = 'average' then case when sum(l.amount) = 0 then 0 else round(sum(l.amount) * min(r.rate), min(d.places)) end
            when count(*) filter (where l.amount <> 0 and r.rate is null) = 0 then sum(round(l.amount * coalesce(r.rate, 0), d.places))
        end as reporting
    from line as l
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from finance.currency as y
        where y.currency = (select z.currency from finance.reporting_currency as z)
    ) as d
    left join finance.group_rate_in_force as r
        on r.from_currency = l.functional_currency
        and r.to_currency = l.reporting_currency
        and r.rate_type = l.rate_type
        and case l.rate_type when 'average' then l.month_end else l.posting_date end between r.first_day and r.last_day
    group by
        l.source, l.company, l.counterparty_company, l.account, l.account_kind, l.functional_currency, l.reporting_currency, l.rate_type,
        l.period
)
select
    t.source,
    t.company,
    t.counterparty_company,
    t.account,
    t.account_kind,
    t.functional_currency,
    sum(t.functional) as functional,
    t.reporting_currency,
    t.rate_type,
    case when count(t.reporting) = count(*) then sum(t.reporting) end as reporting
from translated as t
group by
    t.source, t.company, t.counterparty_company, t.account, t.account_kind, t.functional_currency, t.reporting_currency, t.rate_type;
end
$$;

revoke execute on function finance.intercompany_result from public;
grant execute on function finance.intercompany_result to finance_reader;
