-- What finished production orders cost, by element, and what they made.
select
    cp.code as company,
    p.number as production_order,
    coalesce(i.material, 0) as material,
    coalesce(c.labor, 0) as labor,
    coalesce(c.machine, 0) as machine,
    pg_temp.half_even(pg_temp.half_even(coalesce(i.material, 0), 4) + coalesce(c.labor, 0) + coalesce(c.machine, 0), 4) as total,
    coalesce(o.byproduct, 0) as by_product,
    coalesce(o.good, 0) as good
from production as p
join company_company as co on co.id = p.company
join party_party as cp on cp.id = co.party
left join (
    select
        m.production_input as id,
        sum(pg_temp.exact(m.internal_quantity) * m.cost_price) as material
    from stock_move as m
    where m.production_input is not null and m.state = 'done'
    group by 1
) as i on i.id = p.id
left join (
    select
        w.production as id,
        sum(y.cost) filter (where wc.cost_method = 'hour') as labor,
        sum(y.cost) filter (where wc.cost_method = 'cycle') as machine
    from production_work as w
    join production_work_cycle as y on y.work = w.id and y.state = 'done'
    left join production_work_center as wc on wc.id = w.work_center
    group by 1
) as c on c.id = p.id
left join (
    select
        m.production_output as id,
        sum(pg_temp.exact(m.quantity) * m.unit_price) filter (where m.product <> q.product and l.type <> 'lost_found') as byproduct,
        sum(pg_temp.exact(m.quantity)) filter (where m.product = q.product and l.type <> 'lost_found') as good
    from stock_move as m
    join production as q on q.id = m.production_output
    join stock_location as l on l.id = m.to_location
    where m.state = 'done'
    group by 1
) as o on o.id = p.id
where p.state = 'done'
order by 1, 2
