select
    product.id,
    coalesce(nullif(product.default_code, ''), '#' || product.id) as material,
    template.name ->> 'en_US' as name,
    jsonb_strip_nulls(jsonb_build_object('en', template.name ->> 'en_US', 'zh', template.name ->> 'zh_CN')) as names,
    template.type,
    template.sale_ok,
    template.is_storable,
    template.uom_id as base_unit_id,
    uom.name ->> 'en_US' as base_unit,
    uom.factor as base_factor,
    split_part(uom.parent_path, '/', 1) as unit_root,
    coalesce(product.active, false) and coalesce(template.active, false) as active,
    product.standard_price
from product_product as product
inner join product_template as template on template.id = product.product_tmpl_id
left join uom_uom as uom on uom.id = template.uom_id
