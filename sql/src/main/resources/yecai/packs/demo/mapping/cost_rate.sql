-- One derive key per cost center, since a rate holds until the next one.
select
    k.code as derive_key,
    k.code || ':' || r.valid_from || '/' || v.rate_kind as entity_key,
    p.company,
    k.plant,
    k.code as cost_center,
    v.rate_kind,
    v.rate,
    c.currency as functional_currency,
    r.valid_from,
    lead(r.valid_from) over (partition by k.code, v.rate_kind order by r.valid_from) - 1 as valid_to
from cost_centers as k
inner join cost_rates as r on r.cost_center = k.code
left join plants as p on p.code = k.plant
left join companies as c on c.code = p.company
cross join lateral (
    values ('labor', r.labor_rate), ('machine', r.machine_rate), ('overhead', r.overhead_rate)
) as v (rate_kind, rate)
