select
    company.id as derive_key,
    company.id::text as entity_key,
    company.company,
    company.name,
    jsonb_build_object('en', company.name) as names,
    company.currency as functional_currency,
    address.country,
    coalesce(own.value, company.timezone, every.value) as time_zone,
    'shipment' as recognition_event
from st_company as company
left join source_setting as own on own.name = 'time_zone' and own.company = company.company
left join source_setting as every on every.name = 'time_zone' and every.company = ''
left join lateral (
    select country.code as country
    from party_address as address
    inner join country_country as country on country.id = address.country
    where address.party = company.party and coalesce(address.active, true)
    order by address.sequence nulls last, address.id
    limit 1
) as address on true
