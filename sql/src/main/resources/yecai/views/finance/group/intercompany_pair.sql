-- What companies of the group claim from each other beside what the others owe them, at the end of a day: one row per company that claims,
-- counterparty that owes, and currency. eliminated is the smaller of both, 0 where they differ in sign; difference = claim - debt.
-- unmatched are the documents that explain it: those of one side that no document of the other side has the amount of, at most fifty, the
-- youngest first; unmatched_documents counts them all. eliminated_reporting is at the group's closing rate of the day, null without one.
-- claim or debt is null, and so is the difference, where the reader does not see that company, or the hub does not have it: nothing is
-- eliminated then.
create or replace function finance.intercompany_pair(as_of date)
returns table (
    company text,
    counterparty_company text,
    currency text,
    claim numeric,
    debt numeric,
    difference numeric,
    eliminated numeric,
    reporting_currency text,
    rate numeric,
    eliminated_reporting numeric,
    unmatched_documents bigint,
    unmatched jsonb,
    claim_sources text[],
    debt_sources text[],
    whole_group boolean
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
return query
with movement as materialized (
    select
        m.source,
        m.side,
        case m.side when 'claim' then m.company else m.counterparty_company end as claimant,
        case m.side when 'claim' then m.counterparty_company else m.company end as debtor,
        m.currency,
        m.company,
        m.document_type,
        m.document_no,
        m.movement,
        m.effective_date,
        sum(m.amount) as amount
    from finance.intercompany_movement(intercompany_pair.as_of) as m
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
),
numbered as materialized (
    select
        m.source, m.side, m.claimant, m.debtor, m.currency, m.company, m.document_type, m.document_no, m.movement, m.effective_date, m.amount,
        row_number() over (
            partition by m.side, m.claimant, m.debtor, m.currency, m.amount order by m.effective_date, m.document_no, m.source
        ) as place
    from movement as m
    where m.amount <> 0
),
unmatched_movement as (
    select
        n.source, n.side, n.claimant, n.debtor, n.currency, n.company, n.document_type, n.document_no, n.movement, n.effective_date, n.amount
    from numbered as n
    where not exists (
        select from numbered as o
        where
            (o.claimant, o.debtor, o.currency, o.amount, o.place) = (n.claimant, n.debtor, n.currency, n.amount, n.place)
            and o.side <> n.side
    )
),
alone as (
    select
        n.claimant,
        n.debtor,
        n.currency,
        max(n.documents) as documents,
        jsonb_agg(
            jsonb_build_object(
                'side', n.side, 'company', n.company, 'source', n.source, 'document_type', n.document_type, 'document_no', n.document_no,
                'movement', n.movement, 'date', n.effective_date, 'amount', n.amount)
            order by n.age
        ) as listed
    from (
        select
            u.side, u.claimant, u.debtor, u.currency, u.company, u.source, u.document_type, u.document_no, u.movement,
            u.effective_date, u.amount,
            count(*) over (partition by u.claimant, u.debtor, u.currency) as documents,
            row_number() over (
                partition by u.claimant, u.debtor, u.currency order by u.effective_date desc nulls last, u.document_no, u.side
            ) as age
        from unmatched_movement as u
    ) as n
    where n.age <= 50
    group by n.claimant, n.debtor, n.currency
),
seen as materialized (
    select distinct c.company from finance.company as c
),
pair as (
    select
        m.claimant,
        m.debtor,
        m.currency,
        case when m.claimant in (select s.company from seen as s)
            then coalesce(sum(m.amount) filter (where m.side = 'claim'), 0) end as claim,
        case when m.debtor in (select s.company from seen as s)
            then coalesce(sum(m.amount) filter (where m.side = 'debt'), 0) end as debt,
        array_agg(distinct m.source order by m.source) filter (where m.side = 'claim') as claim_sources,
        array_agg(distinct m.source order by m.source) filter (where m.side = 'debt') as debt_sources
    from movement as m
    group by m.claimant, m.debtor, m.currency
),
rate as materialized (
    select c.currency, r.currency as reporting_currency, f.rate, p.places
    from (select distinct x.currency from pair as x where x.currency ~ '^[A-Z]{3}$') as c
    cross join finance.reporting_currency as r
    cross join lateral finance.rate(c.currency, r.currency, 'closing', intercompany_pair.as_of) as f
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from finance.currency as y
        where y.currency = (select z.currency from finance.reporting_currency as z)
    ) as p
),
eliminated as (
    select
        p.claimant, p.debtor, p.currency, p.claim, p.debt, p.claim_sources, p.debt_sources,
        case
            when p.claim is null or p.debt is null then 0
            when sign(p.claim) <> sign(p.debt) then 0
            when abs(p.claim) < abs(p.debt) then p.claim
            else p.debt
        end as eliminated
    from pair as p
)
select
    e.claimant as company,
    e.debtor as counterparty_company,
    e.currency,
    e.claim,
    e.debt,
    e.claim - e.debt as difference,
    e.eliminated,
    rc.currency as reporting_currency,
    r.rate,
    case when e.eliminated = 0 then 0 else round(e.eliminated * r.rate, r.places) end as eliminated_reporting,
    case when e.claim is null or e.debt is null then null else coalesce(a.documents, 0) end as unmatched_documents,
    case when e.claim is null or e.debt is null then null else coalesce(a.listed, '[]') end as unmatched,
    coalesce(e.claim_sources, '{}') as claim_sources,
    coalesce(e.debt_sources, '{}') as debt_sources,
    'all' = any (hub.reader_branches()) as whole_group
from eliminated as e
cross join finance.reporting_currency as rc
left join rate as r on r.currency = e.currency
left join alone as a on a.claimant = e.claimant and a.debtor = e.debtor and a.currency = e.currency
where e.claim <> 0 or e.debt <> 0 or e.claim is null or e.debt is null;
end
$$;

revoke execute on function finance.intercompany_pair from public;
grant execute on function finance.intercompany_pair to finance_reader;
