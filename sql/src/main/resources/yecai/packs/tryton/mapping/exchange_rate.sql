-- Tryton holds units of a currency per unit of an implicit base. Each new rate makes new cross rates, both ways,
-- against the rate every other currency has on that day. When two currencies get a rate on the same day, the
-- currency with the smaller id makes the pair.
select
    rate.id as derive_key,
    rate.id || ':' || direction.from_id || ':' || direction.to_id as entity_key,
    direction.from_currency,
    direction.to_currency,
    'transaction' as rate_type,
    rate.date as valid_from,
    direction.rate
from currency_currency_rate as rate
inner join currency_currency as own on own.id = rate.currency
cross join currency_currency as other
inner join lateral (
    select known.rate, known.date
    from currency_currency_rate as known
    where known.currency = other.id and known.date <= rate.date
    order by known.date desc, known.id desc
    limit 1
) as other_rate on other_rate.date < rate.date or own.id < other.id
cross join lateral (
    values
        (own.id, own.code, other.id, other.code, other_rate.rate / nullif(rate.rate, 0)),
        (other.id, other.code, own.id, own.code, rate.rate / nullif(other_rate.rate, 0))
) as direction (from_id, from_currency, to_id, to_currency, rate)
where other.id <> own.id
