-- The warehouse a location stands in, up to four levels up.
select
    location.id,
    case
        when location.type = 'warehouse' then coalesce(location.code, location.name)
        when parent.type = 'warehouse' then coalesce(parent.code, parent.name)
        when grandparent.type = 'warehouse' then coalesce(grandparent.code, grandparent.name)
        when ancestor.type = 'warehouse' then coalesce(ancestor.code, ancestor.name)
    end as plant
from stock_location as location
left join stock_location as parent on parent.id = location.parent
left join stock_location as grandparent on grandparent.id = parent.parent
left join stock_location as ancestor on ancestor.id = grandparent.parent
