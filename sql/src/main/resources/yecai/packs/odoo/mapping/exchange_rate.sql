-- Odoo keeps units of a currency for one of its unit of account: those of a root company, which its branches use, or of all companies.
-- A company has the rates that Odoo takes for it: from the first day of its own rates of a currency on these, until then those of
-- all, each by the rate that its own currency has on the day. Each is given both ways. A rate of the company's own currency
-- gives new ones of all others.
select
    rate.id as derive_key,
    rate.id || ':' || company.id || ':' || other.currency_id || ':' || direction.way as entity_key,
    company.company,
    direction.from_currency,
    direction.to_currency,
    'transaction' as rate_type,
    rate.name as valid_from,
    direction.rate
from res_currency_rate as rate
inner join st_company as company on rate.company_id is null or rate.company_id::text = company.root
cross join lateral (
    -- the first of the company's own, and the rate of its currency on the day; before the first one Odoo takes the first
    select
        (
            select min(one.name)
            from res_currency_rate as one
            where one.currency_id = rate.currency_id and one.company_id::text = company.root
        ) as own_from,
        coalesce(
            (
                select one.rate
                from res_currency_rate as one
                where
                    one.currency_id = company.currency_id
                    and one.name <= rate.name
                    and (one.company_id is null or one.company_id::text = company.root)
                order by one.company_id, one.name desc
                limit 1
            ),
            (
                select one.rate
                from res_currency_rate as one
                where one.currency_id = company.currency_id and (one.company_id is null or one.company_id::text = company.root)
                order by one.company_id, one.name
                limit 1
            ),
            1
        ) as rate
) as base
cross join lateral (
    select rate.currency_id, rate.rate
    where rate.currency_id <> company.currency_id
    union all
    select latest.currency_id, latest.rate
    from res_currency as every
    cross join lateral (
        select one.currency_id, one.rate, one.name
        from res_currency_rate as one
        where
            one.currency_id = every.id
            and one.name <= rate.name
            and (one.company_id is null or one.company_id::text = company.root)
        order by one.company_id, one.name desc
        limit 1
    ) as latest
    where rate.currency_id = company.currency_id and every.id <> company.currency_id and latest.name < rate.name
) as other
inner join res_currency as currency on currency.id = other.currency_id
cross join lateral (
    values
        ('from', currency.name, company.currency, base.rate / nullif(other.rate, 0)),
        ('to', company.currency, currency.name, other.rate / nullif(base.rate, 0))
) as direction (way, from_currency, to_currency, rate)
where rate.company_id is not null or base.own_from is null or rate.name < base.own_from
