-- owned: goods there belong to the location's company.
select
    place.id,
    coalesce(place.complete_name, '#' || place.id) as place,
    place.usage,
    place.company_id,
    coalesce(place.usage in ('internal', 'transit') and place.company_id is not null, false) as owned,
    warehouse.code as plant
from stock_location as place
left join stock_warehouse as warehouse on warehouse.id = place.warehouse_id
