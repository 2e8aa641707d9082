-- The group's rates in force, both ways, each with the days for which it holds: a closing rate for its day, an average for its month, a
-- transaction rate until the next one, and no longer than the setting transaction_rate_days. A rate that is given the other way
-- round is rounded to 8 decimals; where both ways are given for a day, each is as it was given.
select
    d.from_currency,
    d.to_currency,
    d.rate_type,
    case when d.rate_type = 'average' then date_trunc('month', d.valid_on::timestamp)::date else d.valid_on end as first_day,
    case
        when d.rate_type = 'transaction' then least(
            lead(d.valid_on) over (partition by d.from_currency, d.to_currency, d.rate_type order by d.valid_on) - 1,
            d.valid_on + (select h.days from hub.transaction_rate_days as h))
        else d.valid_on
    end as last_day,
    d.valid_on as rate_date,
    d.rate,
    d.is_inverse
from (
    select distinct on (w.from_currency, w.to_currency, w.rate_type, w.valid_on)
        w.from_currency, w.to_currency, w.rate_type, w.valid_on, w.rate, w.is_inverse
    from (
        select r.from_currency, r.to_currency, r.rate_type, r.valid_on, r.rate, false as is_inverse
        from books.group_rate as r
        where r.superseded_at = 'infinity'
        union all
        select r.to_currency, r.from_currency, r.rate_type, r.valid_on, round(1 / r.rate, 8), true
        from books.group_rate as r
        where r.superseded_at = 'infinity' and round(1 / r.rate, 8) > 0
    ) as w
    order by w.from_currency, w.to_currency, w.rate_type, w.valid_on, w.is_inverse
) as d
