select
    unit.id as derive_key,
    unit.id::text as entity_key,
    unit.unit,
    unit.name,
    jsonb_build_object('en', unit.name) as names,
    category.name as category,
    unit.factor,
    unit.digits as decimals
from st_uom as unit
left join product_uom_category as category on category.id = unit.category
