-- The periods of each company's ledger in their order (place), from its first posting on: those in which something is posted, those of
-- its calendar that have begun, and the months between the first and the last posting where postings name months and no other
-- period of the calendar covers the month. Periods are ordered by their end: a name need not sort by time, and one for
-- adjustments comes after the last regular one. fiscal_year is the calendar's, else the year that the name says, else the one in
-- which the period ends.
select
    c.source,
    c.company,
    c.period,
    c.fiscal_year,
    row_number() over (
        partition by c.source, c.company
        order by c.end_date, c.period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$' desc, c.period
    ) as place
from (
    select
        d.source,
        d.company,
        d.period,
        coalesce(
            min(d.fiscal_year),
            substring(d.period from '(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])'),
            to_char(coalesce(min(d.calendar_end), min(d.last_day)), 'YYYY')
        ) as fiscal_year,
        coalesce(min(d.calendar_end), max(d.last_day)) as end_date
    from (
        select
            g.source,
            g.company,
            coalesce(g.source_period, case when g.source_period is null then to_char(g.posting_date, 'YYYY-MM') end) as period,
            null::text as fiscal_year,
            null::date as calendar_end,
            case
                when g.source_period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
                    then (to_date(g.source_period, 'YYYY-MM') + interval '1 month')::date - 1
                else (date_trunc('month', max(g.posting_date)::timestamp) + interval '1 month')::date - 1
            end as last_day
        from canon.gl_entry as g
        where g.status in ('posted', 'draft')
        group by g.source, g.company, g.source_period, case when g.source_period is null then to_char(g.posting_date, 'YYYY-MM') end
        union all
        select p.source, p.company, p.period, p.fiscal_year, p.end_date, null
        from canon.accounting_period as p
        where p.start_date <= (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date
        union all
        select
            m.source,
            m.company,
            to_char(s.month, 'YYYY-MM'),
            null,
            null,
            (s.month + interval '1 month')::date - 1
        from (
            select
                g.source,
                g.company,
                to_date(min(o.month), 'YYYY-MM') as first_month,
                to_date(max(o.month), 'YYYY-MM') as last_month
            from canon.gl_entry as g
            cross join lateral (
                select case when g.source_period is null then to_char(g.posting_date, 'YYYY-MM') else g.source_period end as month
            ) as o
            where g.status in ('posted', 'draft') and o.month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
            group by g.source, g.company
        ) as m
        cross join lateral generate_series(m.first_month::timestamp, m.last_month::timestamp, interval '1 month') as s (month)
        where not exists (
            select from canon.accounting_period as p
            where
                p.source = m.source
                and p.company = m.company
                and p.start_date <= (s.month + interval '1 month')::date - 1
                and p.end_date >= s.month::date
        )
    ) as d
    group by d.source, d.company, d.period
) as c
