select
    company.id as derive_key,
    company.id::text as entity_key,
    company.company,
    company.name,
    jsonb_build_object('en', company.name) as names,
    company.currency as functional_currency,
    country.code as country,
    company.zone as time_zone,
    'shipment' as recognition_event
from st_company as company
left join res_country as country on country.id = company.country_id
