-- Stock by place, in base units; no values.
select
    b.source,
    b.company,
    b.plant,
    b.location,
    b.material,
    mn.name as material_name,
    b.owner,
    b.base_quantity,
    b.base_unit,
    b.applied_at
from canon.stock_balance as b
left join lateral (
    select m.name
    from canon.material as m
    where m.source = b.source and m.material = b.material
    limit 1
) as mn on true
