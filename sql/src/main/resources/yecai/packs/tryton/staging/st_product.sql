select
    product.id,
    coalesce(nullif(product.code, ''), nullif(template.code, ''), '#' || product.id) as material,
    template.name,
    template.type,
    template.producible,
    template.salable,
    template.default_uom,
    uom.symbol as base_unit,
    coalesce(product.active, true) and coalesce(template.active, true) as active
from product_product as product
inner join product_template as template on template.id = product.template
left join product_uom as uom on uom.id = template.default_uom
