-- Odoo keeps units of a currency for one unit of the company's, of a root company or, without one, of all. Each rate is given both ways.
-- Where companies with one currency hold different rates of one day, the entity key tells whose it is.
select
    rate.id as derive_key,
    rate.id || ':' || company.id || ':' || direction.way as entity_key,
    direction.from_currency,
    direction.to_currency,
    'transaction' as rate_type,
    rate.name as valid_from,
    direction.rate
from res_currency_rate as rate
inner join res_currency as currency on currency.id = rate.currency_id
inner join st_company as company on company.id = rate.company_id or (rate.company_id is null and company.root = company.id::text)
cross join lateral (
    values
        ('from', currency.name, company.currency, 1 / nullif(rate.rate, 0)),
        ('to', company.currency, currency.name, rate.rate)
) as direction (way, from_currency, to_currency, rate)
where currency.name <> company.currency
