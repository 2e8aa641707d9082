-- How many of one unit of a material another one is; the row of the lowest preference is taken.
select
    f.source,
    f.material,
    f.unit as from_unit,
    t.unit as to_unit,
    f.factor / nullif(t.factor, 0) as ratio,
    f.preference + t.preference as preference
from shared.unit_of_material as f
inner join shared.unit_of_material as t on t.source = f.source and t.material = f.material
where f.factor <> 0 and t.factor <> 0
