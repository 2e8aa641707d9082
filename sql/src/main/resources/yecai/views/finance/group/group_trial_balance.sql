-- The group's trial balance at the end of a month: the rows of finance.group_balance, with what is eliminated of claims and debts between the
-- companies (finance.intercompany_pair) and of revenue and expense between them (finance.intercompany_result), and what is left of the
-- account. What a company's lines of revenue and expense with others of the group add up to stays in a row of its own, line internal_result: over
-- the group that is the profit of sales within it, which is in the buyers' stock, or in the cost of what they sold, and what one side
-- has booked and the other has not. Profit in stock is not taken out. elimination is 0 where nothing is eliminated, null
-- where a rate is missing. A reader of some companies sees these, and eliminates between them alone (whole_group false).
create or replace function finance.group_trial_balance(period text)
returns table (
    source text,
    company text,
    account text,
    account_name text,
    account_kind text,
    line text,
    functional_currency text,
    functional numeric,
    reporting_currency text,
    rate_type text,
    rate numeric,
    rate_date date,
    reporting numeric,
    elimination numeric,
    group_amount numeric,
    unconverted bigint,
    whole_group boolean
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    month_end date;
begin
if group_trial_balance.period is null or group_trial_balance.period !~ '^[0-9]{4}-(0[1-9]|1[0-2])$' then
    raise exception using errcode = '22023', message = format(
        'period is %s: it must be a month such as 2024-03', coalesce(quote_literal(group_trial_balance.period), 'null'));
end if;
month_end := (to_date(group_trial_balance.period, 'YYYY-MM') + interval '1 month - 1 day')::date;
return query
with internal as materialized (
    select r.source, r.company, r.account, r.functional_currency, r.reporting_currency, r.reporting
    from finance.intercompany_result(group_trial_balance.period) as r
),
eliminated as materialized (
    select e.source, e.company, e.account, e.functional_currency, sum(e.reporting) as reporting, count(*) - count(e.reporting) as unknown
    from (
        select p.source, p.company, p.account, p.functional_currency, p.reporting
        -- a month that goes on is eliminated as far as it has come
        from finance.intercompany_elimination(
            least(month_end, (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date), month_end) as p
        union all
        select i.source, i.company, i.account, i.functional_currency, -i.reporting
        from internal as i
    ) as e
    group by e.source, e.company, e.account, e.functional_currency
),
balance as materialized (
    select
        b.source, b.company, b.account, b.account_name, b.account_kind, b.line, b.functional_currency, b.functional,
        b.reporting_currency, b.rate_type, b.rate, b.rate_date, b.reporting, b.unconverted, b.whole_group
    from finance.group_balance as b
    where b.period = group_trial_balance.period
)
select
    b.source,
    b.company,
    b.account,
    b.account_name,
    b.account_kind,
    b.line,
    b.functional_currency,
    b.functional,
    b.reporting_currency,
    b.rate_type,
    b.rate,
    b.rate_date,
    b.reporting,
    g.elimination,
    b.reporting + g.elimination as group_amount,
    b.unconverted,
    b.whole_group
from balance as b
left join eliminated as e
    on e.source = b.source
    and e.company = b.company
    and e.account = b.account
    and e.functional_currency = b.functional_currency
    and b.line = 'account'
cross join lateral (
    select case when e.unknown > 0 then null else coalesce(e.reporting, 0) end as elimination
) as g
union all
select
    r.source, r.company, null, '集团内部损益', 'expense', 'internal_result', r.functional_currency, 0, r.reporting_currency, null, null, null, 0,
    r.reporting, r.reporting, 0, 'all' = any (hub.reader_branches())
from (
    select
        i.source, i.company, i.functional_currency, i.reporting_currency,
        case when count(i.reporting) = count(*) then sum(i.reporting) end as reporting
    from internal as i
    group by i.source, i.company, i.functional_currency, i.reporting_currency
) as r
where r.reporting is distinct from 0
union all
-- what is eliminated of a subledger whose account the ledger does not have
select
    e.source, e.company, e.account, null, null, 'account', e.functional_currency, 0, rc.currency, null, null, null, 0,
    case when e.unknown = 0 then e.reporting end, case when e.unknown = 0 then e.reporting end, 0, 'all' = any (hub.reader_branches())
from eliminated as e
cross join finance.reporting_currency as rc
where not exists (
    select from balance as b
    where
        b.source = e.source
        and b.company = e.company
        and b.account = e.account
        and b.functional_currency = e.functional_currency
        and b.line = 'account'
);
end
$$;

revoke execute on function finance.group_trial_balance from public;
grant execute on function finance.group_trial_balance to finance_reader;
