-- What posted lines are worth in the reporting currency, by account and period, of the accounts whose lines are translated one by one:
-- equity at the historical rate of its day, and revenue and expense of companies whose basis is the rates of the days. missing
-- counts lines without a rate. Of companies in another currency than the group's alone.
select
    g.source,
    g.company,
    g.account,
    g.source_period as period,
    g.functional_currency,
    sum(round((g.debit - g.credit) * x.rate, g.places)) as moved,
    count(*) filter (where g.debit <> g.credit and x.rate is null) as missing
from (
    select
        e.source, e.company, e.account, e.source_period, e.functional_currency, e.debit, e.credit, e.posting_date,
        rc.currency as reporting_currency, d.places, coalesce(k.account_kind, e.account_kind) = 'equity' as is_equity
    from canon.gl_entry as e
    cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from canon.currency as y
        where y.currency = (select r.currency from hub.reporting_currency as r limit 1)
    ) as d
    left join lateral (
        select c.account_kind
        from canon.account as c
        where c.source = e.source and c.company = e.company and c.account = e.account
        limit 1
    ) as k on true
    left join books.translation_basis as b on b.company = e.company and b.superseded_at = 'infinity'
    where
        e.status = 'posted'
        and e.functional_currency <> rc.currency
        and (
            coalesce(k.account_kind, e.account_kind) = 'equity'
            or coalesce(k.account_kind, e.account_kind) in ('revenue', 'expense') and b.basis = 'transaction'
        )
) as g
left join shared.group_rate_day as t
    on t.from_currency = g.functional_currency
    and t.to_currency = g.reporting_currency
    and t.rate_type = 'transaction'
    and t.day = g.posting_date
left join lateral (
    select q.rate
    from books.equity_rate as q
    where
        g.is_equity
        and q.superseded_at = 'infinity'
        and q.rate is not null
        and q.company = g.company
        and q.account in (g.account, '')
        and q.from_currency = g.functional_currency
        and q.to_currency = g.reporting_currency
        and q.valid_from <= g.posting_date
    order by (q.account = ''), q.valid_from desc
    limit 1
) as h on true
cross join lateral (select case when g.is_equity then h.rate else t.rate end as rate) as x
group by g.source, g.company, g.account, g.source_period, g.functional_currency
