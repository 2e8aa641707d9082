-- The group's rate of a day: one row, with nulls where there is none. rate_type: closing, only at the exact end of a month; average, of the
-- day's month; transaction, of the day or the latest one, if that is not too old (setting transaction_rate_days). way: 'same currency'
-- (1); direct; inverse, rounded to 8 decimals; cross, through the group's reporting currency, rounded to 8 decimals, with the
-- older of the two dates. Historical rates of equity are a company's own: finance.equity_rate.
create or replace function finance.rate(from_currency text, to_currency text, rate_type text, rate_on date)
returns table (rate numeric, rate_date date, way text)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
if rate.from_currency is null or rate.from_currency !~ '^[A-Z]{3}$' then
    raise exception using errcode = '22023', message = format(
        'from_currency is %s: it must be a currency code such as USD', coalesce(quote_literal(rate.from_currency), 'null'));
elsif rate.to_currency is null or rate.to_currency !~ '^[A-Z]{3}$' then
    raise exception using errcode = '22023', message = format(
        'to_currency is %s: it must be a currency code such as CNY', coalesce(quote_literal(rate.to_currency), 'null'));
elsif rate.rate_type is null or rate.rate_type not in ('closing', 'average', 'transaction') then
    raise exception using errcode = '22023', message = format(
        'rate_type is %s: it must be closing, average or transaction', coalesce(quote_literal(rate.rate_type), 'null'));
elsif rate.rate_on is null then
    raise exception using errcode = '22004', message = 'rate_on is null: give the day whose rate is wanted';
end if;
return query
with leg as materialized (
    select g.from_currency, g.to_currency, g.rate, g.rate_date, g.is_inverse
    from finance.group_rate_in_force as g
    where g.rate_type = rate.rate_type and rate.rate_on between g.first_day and g.last_day
)
select f.rate, f.rate_date, f.way
from (values (1)) as one (row)
left join lateral (
    select w.rate, w.rate_date, w.way
    from (
        select 1 as place, 1::numeric as rate, rate.rate_on as rate_date, 'same currency' as way
        where rate.from_currency = rate.to_currency
        union all
        select 2, l.rate, l.rate_date, case when l.is_inverse then 'inverse' else 'direct' end
        from leg as l
        where l.from_currency = rate.from_currency and l.to_currency = rate.to_currency
        union all
        select 3, round(a.rate * b.rate, 8), least(a.rate_date, b.rate_date), 'cross'
        from finance.reporting_currency as c
        inner join leg as a on a.from_currency = rate.from_currency and a.to_currency = c.currency
        inner join leg as b on b.from_currency = c.currency and b.to_currency = rate.to_currency
        where rate.from_currency <> rate.to_currency
    ) as w
    order by w.place
    limit 1
) as f on true;
end
$$;

revoke execute on function finance.rate from public;
grant execute on function finance.rate to finance_reader;
