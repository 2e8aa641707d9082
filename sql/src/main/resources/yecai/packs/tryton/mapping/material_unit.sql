select
    product.id as derive_key,
    product.id || ':' || unit.id as entity_key,
    product.material,
    unit.unit,
    unit.factor / base.factor as factor
from st_product as product
inner join st_uom as base on base.id = product.default_uom
inner join st_uom as unit on unit.category = base.category
