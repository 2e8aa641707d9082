-- Every stored stock balance equals the movements of its place, in quantity and value. A movement between two places inside
-- the books changes both balances, so both its legs are checked; a place without any balance is outside the books.
with asked as (
    select ?::text as source, ?::timestamptz as since
),
movement as (
    select v.company, v.material, v.from_location, v.to_location, v.base_quantity, v.amount_functional, v.applied_at
    from finance.stock_movement as v
    where v.source = (select a.source from asked as a)
),
balance as (
    select b.company, b.location, b.material, b.base_quantity, b.amount_functional, b.applied_at
    from finance.stock_balance as b
    where b.source = (select a.source from asked as a)
),
leg as (
    select v.company, v.to_location as location, v.material, v.base_quantity as quantity, v.amount_functional as amount,
        v.applied_at
    from movement as v
    union all
    select v.company, v.from_location, v.material, -v.base_quantity, -v.amount_functional, v.applied_at
    from movement as v
),
touched as (
    select b.location, b.material from balance as b where b.applied_at >= (select a.since from asked as a)
    union
    select l.location, l.material from leg as l where l.applied_at >= (select a.since from asked as a)
),
moved as (
    select l.company, l.location, l.material, sum(l.quantity) as quantity, sum(l.amount) as amount
    from leg as l
    where (l.location, l.material) in (select t.location, t.material from touched as t)
        and l.location in (select b.location from balance as b)
    group by l.company, l.location, l.material
),
stored as (
    select b.company, b.location, b.material, b.base_quantity as quantity, b.amount_functional as amount
    from balance as b
    where (b.location, b.material) in (select t.location, t.material from touched as t)
)
select coalesce(s.company, m.company) as company, count(*) as checked,
    count(*) filter (where not p.holds) as broken,
    min(p.what) filter (where not p.holds) as example
from stored as s
full join moved as m on m.location = s.location and m.material = s.material
cross join lateral (
    select coalesce(s.location, m.location) || ' ' || coalesce(s.material, m.material) as what,
        coalesce(s.quantity = coalesce(m.quantity, 0) and s.amount = coalesce(m.amount, 0), false) as holds
) as p
group by coalesce(s.company, m.company)
