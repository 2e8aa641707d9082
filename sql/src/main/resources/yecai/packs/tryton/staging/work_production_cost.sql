-- Cost of a production order so far, from what has happened, as Tryton computes production.cost.
select
    production.id,
    facts.material,
    facts.work,
    facts.output,
    canon.round_half_even(canon.round_half_even(facts.material, 4) + facts.work, 4) as cost
from production as production
cross join lateral (
    select
        coalesce((
            select sum(input.internal_quantity::text::numeric * coalesce(input.cost_price, price.cost_price, 0))
            from stock_move as input
            left join lateral (
                select cost_price.cost_price
                from product_cost_price as cost_price
                where cost_price.product = input.product and cost_price.company = production.company
                order by cost_price.id
                limit 1
            ) as price on true
            where input.production_input = production.id and input.state = 'done'
        ), 0) as material,
        coalesce((
            select sum(cycle.cost)
            from production_work as work
            inner join production_work_cycle as cycle on cycle.work = work.id
            where work.production = production.id and cycle.state = 'done'
        ), 0) as work,
        coalesce((
            select sum(output.quantity::text::numeric * coalesce(output.unit_price, 0))
            from stock_move as output
            where output.production_output = production.id and output.state = 'done'
        ), 0) as output
) as facts
