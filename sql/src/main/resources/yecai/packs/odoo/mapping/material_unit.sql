-- Units that derive from one root convert into each other.
select
    product.id as derive_key,
    product.id || ':' || unit.id as entity_key,
    product.material,
    unit.name ->> 'en_US' as unit,
    unit.factor / product.base_factor as factor
from st_product as product
inner join uom_uom as unit on split_part(unit.parent_path, '/', 1) = product.unit_root
where product.base_factor <> 0
