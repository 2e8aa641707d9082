-- What unfinished production orders will cost, as Tryton estimates it, and what they have cost so far.
select
    cp.code as company,
    p.number as production_order,
    pg_temp.half_even(pg_temp.half_even(coalesce(i.estimate, 0), 4) + coalesce(c.cost, 0), 4) as estimate,
    pg_temp.half_even(pg_temp.half_even(coalesce(i.actual, 0), 4) + coalesce(c.cost, 0), 4) as so_far
from production as p
join company_company as co on co.id = p.company
join party_party as cp on cp.id = co.party
left join (
    select
        m.production_input as id,
        sum(pg_temp.exact(m.internal_quantity) * coalesce(m.cost_price, pc.cost_price)) as estimate,
        sum(pg_temp.exact(m.internal_quantity) * m.cost_price) filter (where m.state = 'done') as actual
    from stock_move as m
    left join product_cost_price as pc on pc.product = m.product and pc.company = m.company
    where m.production_input is not null and m.state <> 'cancelled'
    group by 1
) as i on i.id = p.id
left join (
    select w.production as id, sum(y.cost) as cost
    from production_work as w
    join production_work_cycle as y on y.work = w.id and y.state = 'done'
    group by 1
) as c on c.id = p.id
where p.state not in ('done', 'cancelled')
order by 1, 2
