select
    product.id as derive_key,
    product.id::text as entity_key,
    product.material,
    product.name,
    product.names,
    case
        when product.type = 'service' then 'service'
        when product.type = 'combo' then 'combo'
        when product.sale_ok then 'finished'
        else 'raw'
    end as material_kind,
    product.base_unit,
    product.active
from st_product as product
