-- What one base unit of a material should cost, from one day to another: its components added up, by-products taken off.
select
    s.source,
    s.plant,
    s.material,
    s.valid_from,
    s.valid_to,
    s.version,
    min(coalesce(m.base_unit, s.unit)) as unit,
    min(s.standard_basis) as standard_basis,
    sum(
        case s.component_kind when 'by_product' then -1 else 1 end
        * s.quantity_per * (1 + coalesce(s.scrap_percent, 0) / 100)
        / case when s.is_fixed then coalesce(nullif(s.lot_size, 0), 1) else 1 end
        * s.price / coalesce(nullif(s.price_unit, 0), 1)
    ) as price
from canon.standard_cost as s
left join lateral (
    select m.base_unit
    from canon.material as m
    where m.source = s.source and m.material = s.material
    limit 1
) as m on true
where s.production_order is null
group by s.source, s.plant, s.material, s.valid_from, s.valid_to, s.version
