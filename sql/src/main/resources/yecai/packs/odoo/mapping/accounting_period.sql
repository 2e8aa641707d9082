-- Odoo has no periods, only days up to which a company is locked. A month is one, from the first entry to the last; it is closed when it
-- lies before the lock of all users. Locks of sales, purchases or taxes alone leave it open.
select
    company.id as derive_key,
    company.id || ':' || to_char(month.start, 'YYYY-MM') as entity_key,
    company.company,
    to_char(month.start, 'YYYY-MM') as period,
    month.start as start_date,
    month.finish as end_date,
    case
        when month.finish <= greatest(locked.fiscalyear_lock_date, locked.hard_lock_date) then 'closed'
        else 'open'
    end as status,
    (
        extract(year from month.start)
        + case when extract(month from month.start) > coalesce(locked.fiscalyear_last_month::integer, 12) then 1 else 0 end
    )::text as fiscal_year
from st_company as company
inner join res_company as locked on locked.id = company.id
cross join lateral (
    select
        (select move.date from account_move as move where move.company_id = company.id order by move.date limit 1) as first_day,
        (select move.date from account_move as move where move.company_id = company.id order by move.date desc limit 1) as last_day
) as span
cross join lateral (
    select one.day::date as start, (one.day + interval '1 month')::date - 1 as finish
    from generate_series(date_trunc('month', span.first_day::timestamp), span.last_day::timestamp, interval '1 month') as one (day)
) as month
