-- For touched_by: a location (id) and the locations inside it, up to four levels down, itself included.
select place.id, place.id as place
from stock_location as place
union all
select place.parent, place.id
from stock_location as place
union all
select parent.parent, place.id
from stock_location as place
inner join stock_location as parent on parent.id = place.parent
union all
select grandparent.parent, place.id
from stock_location as place
inner join stock_location as parent on parent.id = place.parent
inner join stock_location as grandparent on grandparent.id = parent.parent
