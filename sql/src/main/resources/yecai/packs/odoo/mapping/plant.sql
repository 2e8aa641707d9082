select
    warehouse.id as derive_key,
    warehouse.id::text as entity_key,
    company.company,
    warehouse.code as plant,
    warehouse.name,
    jsonb_build_object('en', warehouse.name) as names
from stock_warehouse as warehouse
inner join st_company as company on company.id = warehouse.company_id
