-- In which units a quantity of a material may be given, and how many of the material's base unit one of each is. A unit of the
-- material's own (preference 1) is taken before one that converts by its category (preference 2).
select m.source, m.material, m.base_unit as unit, 1::numeric as factor, 1 as preference
from canon.material as m
union all
select u.source, u.material, u.unit, u.factor, 1 as preference
from canon.material_unit as u
union all
select m.source, m.material, u.unit, u.factor / nullif(b.factor, 0) as factor, 2 as preference
from canon.material as m
inner join canon.unit_of_measure as b on b.source = m.source and b.unit = m.base_unit
inner join canon.unit_of_measure as u on u.source = b.source and u.category = b.category
