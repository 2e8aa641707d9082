-- The trial balance of every company in the group's currency, by account and month, with what its rate is. line tells the rows apart:
--   account                  an account of finance.trial_balance
--   carried_result           revenue and expense of earlier years that the ERP has not closed, as there
--   translation_difference   what makes the company's rows add up to 0 (account is null): the CTA
-- Balances are at the closing rate of the month's last day. Revenue and expense are what was posted in each month of the year at its
-- average, or line by line at the rate of its day where the company's basis is transaction; what is carried is the same of the earlier
-- years; equity is line by line at its historical rate (finance.equity_rate). rate is, of what was translated in parts,
-- reporting / functional. Rates are the group's (finance.group_rate_in_force), never older than they may be: without one, reporting is
-- null, and the company's translation_difference with it; unconverted counts such rows of the company and month. If the ledger
-- itself does not add up to 0, the rows differ from 0 by that, at the closing rate. whole_group is false for readers of some companies: they see
-- these companies only.
with term as (
    select
        t.source,
        t.company,
        t.account,
        t.account_name,
        t.account_kind,
        t.period,
        t.functional_currency,
        t.closing,
        t.debit - t.credit as movement,
        rc.currency as reporting_currency,
        d.places,
        m.month_end,
        case
            when t.account is null then 'carried'
            when t.account_kind in ('revenue', 'expense') then 'result'
            when t.account_kind = 'equity' then 'equity'
            else 'balance'
        end as translated_as,
        t.functional_currency = rc.currency as is_same,
        coalesce(b.basis, 'average') as basis
    from shared.trial_row as t
    cross join (select r.currency from hub.reporting_currency as r limit 1) as rc
    cross join (
        select coalesce(min(y.decimals), 2) as places
        from canon.currency as y
        where y.currency = (select r.currency from hub.reporting_currency as r limit 1)
    ) as d
    cross join lateral (
        select (to_date(t.period, 'YYYY-MM') + interval '1 month - 1 day')::date as month_end
    ) as m
    left join books.translation_basis as b on b.company = t.company and b.superseded_at = 'infinity'
    where t.period ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'
),
moved as (
    select
        t.source, t.company, t.account, t.account_name, t.account_kind, t.period, t.functional_currency, t.closing,
        t.reporting_currency, t.places, t.month_end, t.translated_as, t.is_same, t.basis,
        c.rate as closing_rate,
        c.rate_date as closing_date,
        p.moved,
        p.missing
    from term as t
    left join shared.group_rate_day as c
        on c.from_currency = t.functional_currency
        and c.to_currency = t.reporting_currency
        and c.rate_type = 'closing'
        and c.day = t.month_end
    left join shared.group_rate_day as a
        on a.from_currency = t.functional_currency
        and a.to_currency = t.reporting_currency
        and a.rate_type = 'average'
        and a.day = t.month_end
    left join shared.translated_movement as x
        on x.source = t.source
        and x.company = t.company
        and x.account = t.account
        and x.period = t.period
        and x.functional_currency = t.functional_currency
    cross join lateral (
        select
            case
                when t.is_same then t.movement
                when t.translated_as = 'equity' or t.basis = 'transaction' then coalesce(x.moved, 0)
                else coalesce(round(t.movement * a.rate, t.places), 0)
            end as moved,
            case
                when t.is_same then 0
                when t.translated_as = 'equity' or t.basis = 'transaction' then coalesce(x.missing, 0)
                when t.movement <> 0 and a.rate is null then 1
                else 0
            end as missing
    ) as p
),
summed as (
    select
        m.source, m.company, m.account, m.account_name, m.account_kind, m.period, m.functional_currency,
        m.closing, m.reporting_currency, m.places, m.month_end, m.translated_as, m.is_same, m.basis,
        m.closing_rate, m.closing_date,
        sum(m.moved) over so_far as moved_so_far,
        sum(m.missing) over so_far as missing_so_far,
        sum(m.moved) over in_year as moved_in_year,
        sum(m.missing) over in_year as missing_in_year
    from moved as m
    window
        so_far as (partition by m.source, m.company, m.account, m.functional_currency order by m.period),
        in_year as (partition by m.source, m.company, m.account, m.functional_currency, left(m.period, 4) order by m.period)
),
carried as (
    select
        s.source, s.company, s.account, s.account_name, s.account_kind, s.period, s.functional_currency,
        s.closing, s.reporting_currency, s.places, s.month_end, s.translated_as, s.is_same, s.basis,
        s.closing_rate, s.closing_date, s.moved_so_far, s.missing_so_far, s.moved_in_year, s.missing_in_year,
        sum(s.moved_so_far - s.moved_in_year) filter (where s.translated_as = 'result') over of_month as carried_moved,
        sum(s.missing_so_far - s.missing_in_year) filter (where s.translated_as = 'result') over of_month as carried_missing
    from summed as s
    window of_month as (partition by s.source, s.company, s.functional_currency, s.period)
),
line as materialized (
    select
        c.source,
        c.company,
        c.account,
        c.account_name,
        c.account_kind,
        case c.translated_as when 'carried' then 'carried_result' else 'account' end as line,
        c.period,
        c.functional_currency,
        c.closing as functional,
        c.reporting_currency,
        c.places,
        c.month_end,
        c.is_same,
        c.closing_rate,
        case
            when c.is_same then 'same currency'
            when c.translated_as = 'balance' then 'closing'
            when c.translated_as = 'equity' then 'historical'
            else c.basis
        end as rate_type,
        case when c.is_same then c.month_end when c.translated_as = 'balance' then c.closing_date end as rate_date,
        case
            when c.is_same then c.closing
            when c.translated_as = 'balance' then
                case when c.closing = 0 then 0 else round(c.closing * c.closing_rate, c.places) end
            when c.translated_as = 'equity' then case when c.missing_so_far = 0 then c.moved_so_far end
            when c.translated_as = 'result' then case when c.missing_in_year = 0 then c.moved_in_year end
            else case when c.carried_missing = 0 then c.carried_moved end
        end as reporting
    from carried as c
),
total as (
    select
        l.source, l.company, l.period, l.functional_currency, l.reporting_currency,
        min(l.places) as places,
        sum(l.functional) as functional,
        sum(l.reporting) as reporting,
        min(l.closing_rate) as closing_rate,
        count(*) filter (where l.reporting is null) as unconverted,
        bool_and(l.is_same) as is_same
    from line as l
    group by l.source, l.company, l.period, l.functional_currency, l.reporting_currency
)
select
    r.source,
    r.company,
    r.account,
    r.account_name,
    r.account_kind,
    r.line,
    r.period,
    r.functional_currency,
    r.functional,
    r.reporting_currency,
    r.rate_type,
    case
        when r.rate_type = 'same currency' then 1
        when r.rate_type = 'closing' then r.rate
        else round(r.reporting / nullif(r.functional, 0), 8)
    end as rate,
    r.rate_date,
    r.reporting,
    r.unconverted,
    coalesce((select h.all_companies from hub.reader_rights as h), false) as whole_group
from (
    select
        l.source, l.company, l.account, l.account_name, l.account_kind, l.line, l.period, l.functional_currency, l.functional,
        l.reporting_currency, l.rate_type, l.closing_rate as rate, l.rate_date, l.reporting, t.unconverted
    from line as l
    inner join total as t
        on t.source = l.source
        and t.company = l.company
        and t.period = l.period
        and t.functional_currency = l.functional_currency
    union all
    select
        t.source, t.company, null, '外币报表折算差额', 'equity', 'translation_difference', t.period, t.functional_currency, 0,
        t.reporting_currency, null, null, null,
        case
            when t.unconverted > 0 then null
            when t.functional = 0 then -t.reporting
            else round(t.functional * t.closing_rate, t.places) - t.reporting
        end,
        t.unconverted
    from total as t
    where not t.is_same
) as r
