-- Findings of finance.data_quality. Of exchange rates: companies, month ends and deliveries whose value in another currency nobody knows.
select
    'no_rate' as rule,
    'error' as severity,
    c.source,
    c.company,
    'company' as entity,
    c.entity_key,
    null::text as document_no,
    c.functional_currency as currency,
    null::numeric as amount,
    'no rate from ' || c.functional_currency || ' to ' || rc.currency || ': none of its figures is in the currency of the group' as detail
from canon.company as c
cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
where
    c.functional_currency <> rc.currency
    and not exists (
        select from canon.exchange_rate as x
        where x.source = c.source and x.from_currency = c.functional_currency and x.to_currency = rc.currency
            and coalesce(x.company, c.company) is not distinct from c.company
    )
union all
select
    'no_group_rate',
    'error',
    n.source,
    n.company,
    'company',
    n.entity_key,
    null,
    n.functional_currency,
    null,
    format(
        'at %s month ends, %s to %s, there are balances and no closing rate of the group from %s to %s', count(*), min(n.month_end),
        max(n.month_end), n.functional_currency, n.reporting_currency)
from (
    select
        e.source, e.company, e.entity_key, e.functional_currency, e.reporting_currency, e.month_end,
        -- month ends that follow each other are one finding
        extract(year from e.month_end) * 12 + extract(month from e.month_end)
        - row_number() over (partition by e.source, e.entity_key order by e.month_end) as gap
    from (
        select distinct
            c.source,
            c.company,
            c.entity_key,
            c.functional_currency,
            rc.currency as reporting_currency,
            (m.month + interval '1 month')::date - 1 as month_end
        from canon.company as c
        cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
        inner join (
            select
                a.source,
                a.company,
                a.functional_currency,
                to_date(a.period, 'YYYY-MM') as first_month,
                lead(to_date(a.period, 'YYYY-MM')) over by_account - 1 as last_day,
                sum(a.moved) over by_account as balance
            from (
                select
                    g.source,
                    g.company,
                    g.account,
                    g.functional_currency,
                    coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM')) as period,
                    sum(g.debit - g.credit) as moved
                from canon.gl_entry as g
                where
                    g.status = 'posted'
                    and g.functional_currency <> (select r.currency from hub.reporting_currency as r limit 1)
                group by
                    g.source, g.company, g.account, g.functional_currency, coalesce(g.source_period, to_char(g.posting_date, 'YYYY-MM'))
            ) as a
            where a.period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
            window by_account as (partition by a.source, a.company, a.account, a.functional_currency order by a.period)
        ) as b
            on b.source = c.source
            and b.company = c.company
            and b.functional_currency = c.functional_currency
            and b.balance <> 0
        cross join lateral generate_series(
            b.first_month::timestamp,
            least(b.last_day, date_trunc('month', statement_timestamp() at time zone 'UTC')::date - 1)::timestamp,
            interval '1 month') as m (month)
        where c.functional_currency <> rc.currency
    ) as e
    where not exists (
        select from books.group_rate as r
        where
            r.superseded_at = 'infinity'
            and r.rate_type = 'closing'
            and r.valid_on = e.month_end
            and (
                (r.from_currency, r.to_currency) = (e.functional_currency, e.reporting_currency)
                or (r.to_currency, r.from_currency) = (e.functional_currency, e.reporting_currency)
            )
    )
) as n
group by n.source, n.company, n.entity_key, n.functional_currency, n.reporting_currency, n.gap
union all
select
    'no_rate',
    'error',
    h.source,
    h.company,
    'shipment_line',
    h.entity_key,
    h.document_no,
    h.transaction_currency,
    h.net,
    'its value in ' || h.functional_currency || ' is unknown'
from canon.shipment_line as h
where h.transaction_currency <> h.functional_currency and h.net_functional is null
