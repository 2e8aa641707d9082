-- What is kept of completed orders against what they are made of now: of orders drawn by chance, others at each check, since all of them would
-- take as long as it takes to work out all orders. differing: how many lines are in one of the two only.
with drawn as materialized (
    select k.source, k.production_order
    from canon.order_costed as k
    where k.source = :source and k.variances is not null
    order by random()
    limit 2000
)
select o.company, to_char(o.actual_end, 'YYYY-MM') as period, d.production_order as object, x.differing
from drawn as d
inner join canon.order_costed as k on k.source = d.source and k.production_order = d.production_order
left join canon.production_order as o on o.source = d.source and o.entity_key = d.production_order
cross join lateral (
    select
        array(
            select
                row(
                    v.component_no, v.component_kind, v.component, v.cost_center, v.unit, v.standard_quantity, v.standard_price,
                    v.standard_amount, v.actual_quantity, v.actual_price, v.actual_amount, v.usage_variance, v.price_variance,
                    v.efficiency_variance, v.rate_variance, v.other_variance, v.total, v.is_substitute, v.standard_version, v.standard_basis
                )::canon.order_variance_line
            from :variance_line as v
            where v.source = d.source and v.production_order = d.production_order
        ) as variances,
        array(
            select row(f.direction, f.element, f.component, f.quantity, f.amount)::canon.order_flow_line
            from :flow_line as f
            where f.source = d.source and f.production_order = d.production_order
        ) as flows
    offset 0
) as w
cross join lateral (
    select
        (
            select count(*) from (
                (select u.* from unnest(k.variances) as u except all select u.* from unnest(w.variances) as u)
                union all
                (select u.* from unnest(w.variances) as u except all select u.* from unnest(k.variances) as u)
            ) as v
        ) + (
            select count(*) from (
                (select u.* from unnest(k.flows) as u except all select u.* from unnest(w.flows) as u)
                union all
                (select u.* from unnest(w.flows) as u except all select u.* from unnest(k.flows) as u)
            ) as f
        ) as differing
) as x
order by 1, 2, 3
