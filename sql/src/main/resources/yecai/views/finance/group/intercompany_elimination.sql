-- What finance.intercompany_pair eliminates at the end of a day, by company and account on both sides: negative on accounts of claims,
-- positive on those of debts, so that it adds up to 0. Where a claim or debt stands on several accounts, they are taken in
-- their order. reporting is at the closing rate of rate_on (a day may be asked for before its month has ended), null without one.
create or replace function finance.intercompany_elimination(as_of date, rate_on date default null)
returns table (
    source text,
    company text,
    counterparty_company text,
    side text,
    account text,
    currency text,
    functional_currency text,
    amount numeric,
    reporting_currency text,
    reporting numeric
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
return query
with balance as materialized (
    select
        m.source,
        m.company,
        m.counterparty_company,
        m.side,
        m.account,
        m.currency,
        m.functional_currency,
        sum(m.amount) as amount
    from finance.intercompany_movement(intercompany_elimination.as_of) as m
    group by 1, 2, 3, 4, 5, 6, 7
),
pair as materialized (
    select p.company, p.counterparty_company, p.currency, p.eliminated, p.reporting_currency
    from finance.intercompany_pair(intercompany_elimination.as_of) as p
    where p.eliminated <> 0
),
share as (
    select
        b.source, b.company, b.counterparty_company, b.side, b.account, b.currency, b.functional_currency, p.reporting_currency,
        -- of several accounts, as much as the pair still has; one against the pair's sign takes nothing
        case
            when p.eliminated > 0
                then greatest(least(greatest(b.amount, 0), p.eliminated - coalesce(sum(greatest(b.amount, 0)) over earlier, 0)), 0)
            else least(greatest(least(b.amount, 0), p.eliminated - coalesce(sum(least(b.amount, 0)) over earlier, 0)), 0)
        end as taken
    from balance as b
    inner join pair as p
        on p.currency = b.currency
        and p.company = case b.side when 'claim' then b.company else b.counterparty_company end
        and p.counterparty_company = case b.side when 'claim' then b.counterparty_company else b.company end
    window earlier as (
        partition by b.side, b.company, b.counterparty_company, b.currency
        order by b.account nulls last, b.source, b.functional_currency
        rows between unbounded preceding and 1 preceding
    )
),
summed as (
    select
        s.source, s.company, s.counterparty_company, s.side, s.account, s.currency, s.functional_currency, s.reporting_currency, s.taken,
        sum(s.taken) over (
            partition by s.side, s.company, s.counterparty_company, s.currency
            order by s.account nulls last, s.source, s.functional_currency
        ) as so_far
    from share as s
),
rate as materialized (
    select c.currency, f.rate, p.places
    from (select distinct x.currency, x.reporting_currency from pair as x where x.currency ~ '^[A-Z]{3}$') as c
    cross join lateral finance.rate(
        c.currency, c.reporting_currency, 'closing', coalesce(intercompany_elimination.rate_on, intercompany_elimination.as_of)) as f
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from finance.currency as y
        where y.currency = (select z.currency from finance.reporting_currency as z)
    ) as p
)
select
    s.source,
    s.company,
    s.counterparty_company,
    s.side,
    s.account,
    s.currency,
    s.functional_currency,
    case s.side when 'claim' then -s.taken else s.taken end as amount,
    s.reporting_currency,
    -- the last of several accounts takes what rounding left
    (round(s.so_far * r.rate, r.places) - round((s.so_far - s.taken) * r.rate, r.places)) * case s.side when 'claim' then -1 else 1 end
        as reporting
from summed as s
left join rate as r on r.currency = s.currency
where s.taken <> 0;
end
$$;

revoke execute on function finance.intercompany_elimination from public;
grant execute on function finance.intercompany_elimination to finance_reader;
