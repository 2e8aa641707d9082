select
    period.id as derive_key,
    period.id::text as entity_key,
    company.company,
    case when period.type = 'standard' then to_char(period.start_date, 'YYYY-MM') else period.name end as period,
    period.start_date,
    period.end_date,
    case period.state when 'open' then 'open' else 'closed' end as status,
    (
        select to_char(max(other.end_date), 'YYYY')
        from account_period as other
        where other.fiscalyear = period.fiscalyear
    ) as fiscal_year
from account_period as period
inner join account_fiscalyear as fiscalyear on fiscalyear.id = period.fiscalyear
inner join st_company as company on company.id = fiscalyear.company
