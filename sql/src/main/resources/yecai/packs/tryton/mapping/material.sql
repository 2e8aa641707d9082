select
    product.id as derive_key,
    product.id::text as entity_key,
    product.material,
    product.name,
    jsonb_build_object('en', product.name) as names,
    case
        when product.type = 'service' then 'service'
        when product.type = 'assets' then 'asset'
        when product.producible and product.salable then 'finished'
        when product.producible then 'semi_finished'
        when product.salable then 'trading'
        else 'raw'
    end as material_kind,
    product.base_unit,
    product.active
from st_product as product
