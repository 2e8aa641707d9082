-- What products are made of once their made components are replaced by what those are made of (成本还原), by company, plant, material and month
-- ('2024-02') in which orders for it were completed. An order's debits are spread as its elements and components are; orders of a month
-- count by the value of their output. A component that was made counts with its own shares of that month, or of the last month before in
-- which orders for it were completed, in the same plant, or else in another of the company; what was never made was bought and is material.
-- A by-product has the shares of the orders that yielded it. total_cost is what the completed orders cost, *_cost that cost by element after
-- the roll-up; shares have six decimals and make 1 (largest remainder). Of components that need each other in a circle one is counted as material:
-- cut names those of a row. What an order takes of its own product (rework) has that product's shares. of_company: that company only.
create or replace function finance.cost_rollup(from_period text, to_period text, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    material text,
    period text,
    functional_currency text,
    is_by_product boolean,
    orders bigint,
    output_quantity numeric,
    output_amount numeric,
    total_cost numeric,
    material_cost numeric,
    labor_cost numeric,
    machine_cost numeric,
    overhead_cost numeric,
    subcontract_cost numeric,
    other_cost numeric,
    material_share numeric,
    labor_share numeric,
    machine_share numeric,
    overhead_share numeric,
    subcontract_share numeric,
    other_share numeric,
    cut text[]
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
-- what is joined here has no statistics, and counts as one row: nested loops over it take minutes, merges and sorts go by the source alone
set enable_nestloop = off
set enable_mergejoin = off
set enable_sort = off
-- a month's flows, which are gone through several times
set work_mem = '64MB'
as $$
#variable_conflict use_column
declare
    format_of_period constant text := '^[0-9]{4}-(0[1-9]|1[0-2])$';
    first_day date;
    end_day date;
    load_from date;
    load_end date;
    load_months date[];
    load_materials text[];
    added record;
    -- what is made, in a month: node n is at place n of each
    n_source text[] := '{}';
    n_company text[] := '{}';
    n_plant text[] := '{}';
    n_material text[] := '{}';
    n_month date[] := '{}';
    n_currency text[] := '{}';
    n_by_product boolean[] := '{}';
    n_orders bigint[] := '{}';
    n_quantity numeric[] := '{}';
    n_output numeric[] := '{}';
    n_cost numeric[] := '{}';
    -- what went into a node, and the node that this is
    e_node integer[] := '{}';
    e_element text[] := '{}';
    e_component text[] := '{}';
    e_amount numeric[] := '{}';
    e_from integer[];
    -- made materials that were looked for already, and the months of theirs
    known text[] := '{}';
    k_source text[] := '{}';
    k_company text[] := '{}';
    k_plant text[] := '{}';
    k_material text[] := '{}';
    k_month date[] := '{}';
    wanted text[];
    -- shares of nodes that are done
    r_node integer[] := '{}';
    r_element text[] := '{}';
    r_share numeric[] := '{}';
    tried text[] := '{}';
    cut_node integer[] := '{}';
    cut_component text[] := '{}';
begin
if coalesce(from_period, '') !~ format_of_period or coalesce(to_period, '') !~ format_of_period then
    raise exception using errcode = '22023', message = format(
        'from_period is %s and to_period is %s: give months such as 2024-02', coalesce(from_period, 'null'), coalesce(to_period, 'null'));
elsif from_period > to_period then
    raise exception using errcode = '22023', message = format(
        'from_period is %s, which is after to_period %s: give the earlier month first', from_period, to_period);
end if;
first_day := to_date(from_period, 'YYYY-MM');
end_day := (to_date(to_period, 'YYYY-MM') + interval '1 month')::date;
load_from := first_day;
load_end := end_day;
loop
    with flow as materialized (
        select
            f.source, f.company, f.plant, f.production_order_key, f.completed_on, f.functional_currency, f.direction, f.element, f.component, f.quantity, f.amount
        from finance.cost_flow as f
        where
            f.completed_on >= load_from
            and f.completed_on < load_end
            and f.status in ('completed', 'closed')
            and (of_company is null or f.company = of_company)
            and (
                load_months is null
                or f.material = any (load_materials) and exists (
                    select
                    from unnest(load_months, load_materials) as w (month, material)
                    where w.month = date_trunc('month', f.completed_on::timestamp)::date and w.material = f.material
                )
            )
    ),
    yielded as (
        select
            f.source, f.company, f.plant, f.component as material, date_trunc('month', f.completed_on::timestamp)::date as month,
            f.functional_currency, f.production_order_key, f.direction = 'by_product' as is_by_product, sum(f.amount) as weight,
            sum(f.quantity) as quantity
        from flow as f
        where f.direction in ('out', 'by_product') and f.component is not null
        group by
            f.source, f.company, f.plant, f.component, f.completed_on, f.functional_currency, f.production_order_key, f.direction
        having sum(f.amount) > 0
    ),
    debit as (
        select f.source, f.production_order_key, sum(f.amount) as amount
        from flow as f
        where f.direction = 'in'
        group by f.source, f.production_order_key
        having sum(f.amount) <> 0
    ),
    -- step by step, each from the one before it: the planner takes all of them for a few rows, and would join what has only the source in common
    weighted as materialized (
        select
            y.source, y.company, y.plant, y.material, y.month, y.functional_currency, y.production_order_key, y.is_by_product, y.weight,
            y.quantity, d.amount as debit
        from yielded as y
        inner join debit as d on d.source = y.source and d.production_order_key = y.production_order_key
    ),
    node as (
        select
            (row_number() over (order by y.source, y.company, y.plant, y.material, y.month))::integer
                + coalesce(array_length(n_source, 1), 0) as node,
            y.source, y.company, y.plant, y.material, y.month, min(y.functional_currency) as currency,
            bool_and(y.is_by_product) as is_by_product, count(*) as orders, sum(y.quantity) as quantity,
            sum(y.weight) as output, coalesce(sum(case when y.is_by_product then y.weight else y.debit end), 0) as cost
        from weighted as y
        where not exists (
            select
            from unnest(n_source, n_company, n_plant, n_material, n_month) as n (source, company, plant, material, month)
            where
                n.source = y.source
                and n.company is not distinct from y.company
                and n.plant is not distinct from y.plant
                and n.material = y.material
                and n.month = y.month
        )
        group by y.source, y.company, y.plant, y.material, y.month
    ),
    part as materialized (
        select n.node, n.material, y.source, y.production_order_key, y.weight, y.debit
        from weighted as y
        inner join node as n
            on n.source = y.source
            and coalesce(n.company, '') = coalesce(y.company, '')
            and coalesce(n.plant, '') = coalesce(y.plant, '')
            and n.material = y.material
            and n.month = y.month
    ),
    edge as (
        select p.node, f.element, f.component, sum(p.weight * f.amount / p.debit) as amount
        from part as p
        inner join flow as f
            on f.source = p.source and f.production_order_key = p.production_order_key and f.direction = 'in'
        -- what goes round in one product has that product's shares
        where f.component is distinct from p.material
        group by p.node, f.element, f.component
    )
    select
        (select array_agg(n.source order by n.node) from node as n) as sources,
        (select array_agg(n.company order by n.node) from node as n) as companies,
        (select array_agg(n.plant order by n.node) from node as n) as plants,
        (select array_agg(n.material order by n.node) from node as n) as materials,
        (select array_agg(n.month order by n.node) from node as n) as months,
        (select array_agg(n.currency order by n.node) from node as n) as currencies,
        (select array_agg(n.is_by_product order by n.node) from node as n) as by_products,
        (select array_agg(n.orders order by n.node) from node as n) as orders,
        (select array_agg(n.quantity order by n.node) from node as n) as quantities,
        (select array_agg(n.output order by n.node) from node as n) as outputs,
        (select array_agg(n.cost order by n.node) from node as n) as costs,
        array_agg(e.node) as nodes,
        array_agg(e.element) as elements,
        array_agg(e.component) as components,
        array_agg(e.amount) as amounts
    into added
    from edge as e;
    n_source := n_source || added.sources;
    n_company := n_company || added.companies;
    n_plant := n_plant || added.plants;
    n_material := n_material || added.materials;
    n_month := n_month || added.months;
    n_currency := n_currency || added.currencies;
    n_by_product := n_by_product || added.by_products;
    n_orders := n_orders || added.orders;
    n_quantity := n_quantity || added.quantities;
    n_output := n_output || added.outputs;
    n_cost := n_cost || added.costs;
    e_node := e_node || added.nodes;
    e_element := e_element || added.elements;
    e_component := e_component || added.components;
    e_amount := e_amount || added.amounts;
    -- when what is new of the components was made
    wanted := array(
        select distinct c.component
        from unnest(e_component) as c (component)
        where c.component is not null and c.component <> all (known)
    );
    if wanted <> '{}' then
        known := known || wanted;
        select
            k_source || array_agg(o.source), k_company || array_agg(o.company), k_plant || array_agg(o.plant),
            k_material || array_agg(o.material), k_month || array_agg(o.month)
        into k_source, k_company, k_plant, k_material, k_month
        from (
            select distinct
                p.source, p.company, p.plant, p.material, date_trunc('month', p.actual_end::timestamp)::date as month
            from finance.production_order as p
            where
                p.material = any (wanted)
                and p.actual_end < end_day
                and p.status in ('completed', 'closed')
                and p.completed_quantity > 0
                and (of_company is null or p.company = of_company)
        ) as o;
    end if;
    -- months to be loaded besides
    with user_node as (
        select distinct n.source, n.company, n.plant, n.month, e.component
        from unnest(e_node, e_component) as e (node, component)
        inner join unnest(n_source, n_company, n_plant, n_month)
            with ordinality as n (source, company, plant, month, node) on n.node = e.node
        where e.component is not null
    ),
    last_made as (
        select distinct on (n.source, n.company, n.plant, n.month, n.component) k.plant, k.material, k.month, k.source, k.company
        from user_node as n
        inner join unnest(k_source, k_company, k_plant, k_material, k_month) as k (source, company, plant, material, month)
            on k.source = n.source
            and coalesce(k.company, '') = coalesce(n.company, '')
            and k.material = n.component
            and k.month <= n.month
        order by
            n.source, n.company, n.plant, n.month, n.component, (k.plant is not distinct from n.plant) desc, k.month desc, k.plant
    )
    select
        array_agg(w.month order by w.month, w.material),
        array_agg(w.material order by w.month, w.material),
        min(w.month),
        (max(w.month) + interval '1 month')::date,
        tried || array_agg(w.month || ' ' || w.material)
    into load_months, load_materials, load_from, load_end, tried
    from (
        select distinct l.month, l.material
        from last_made as l
        left join unnest(n_source, n_company, n_plant, n_material, n_month) as o (source, company, plant, material, month)
            on o.source = l.source
            and coalesce(o.company, '') = coalesce(l.company, '')
            and coalesce(o.plant, '') = coalesce(l.plant, '')
            and o.material = l.material
            and o.month = l.month
        where o.source is null and l.month < first_day
    ) as w
    -- what an order yielded nothing of is no node, however often it is looked for
    where w.month || ' ' || w.material <> all (tried);
    exit when load_months is null;
end loop;
-- which node each component is
with used as (
    select e.place, e.component, n.source, n.company, n.plant, n.month
    from unnest(e_node, e_component) with ordinality as e (node, component, place)
    inner join unnest(n_source, n_company, n_plant, n_month)
        with ordinality as n (source, company, plant, month, node) on n.node = e.node
),
found as (
    select distinct on (u.place) u.place, o.node::integer as node
    from used as u
    inner join unnest(n_source, n_company, n_plant, n_material, n_month)
        with ordinality as o (source, company, plant, material, month, node)
        on o.source = u.source
        and coalesce(o.company, '') = coalesce(u.company, '')
        and o.material = u.component
        and o.month <= u.month
    order by u.place, (o.plant is not distinct from u.plant) desc, o.month desc, o.plant
)
select coalesce(array_agg(f.node order by u.place), '{}')
into e_from
from used as u
left join found as f on f.place = u.place;
-- from the bottom up
select
    coalesce(array_agg(s.node) filter (where s.element is not null), '{}'),
    coalesce(array_agg(s.element) filter (where s.element is not null), '{}'),
    coalesce(array_agg(s.share) filter (where s.element is not null), '{}'),
    coalesce(array_agg(s.node) filter (where s.cut_place is not null), '{}'),
    coalesce(array_agg(e_component[s.cut_place]) filter (where s.cut_place is not null), '{}')
into r_node, r_element, r_share, cut_node, cut_component
from finance.rolled_share(
    array(
        select (row_number() over (
            order by
                n.source collate "C", n.company collate "C", n.plant collate "C", n.material collate "C", n.month
        ))::integer
        from unnest(n_source, n_company, n_plant, n_material, n_month)
            with ordinality as n (source, company, plant, material, month, node)
        order by n.node
    ),
    e_node, e_element, e_amount, e_from) as s;
return query
with currency as materialized (
    select c.source, c.currency, min(c.decimals) as places
    from finance.currency as c
    group by c.source, c.currency
),
asked as (
    select o.node::integer as node, coalesce(c.places, 2) as places
    from unnest(n_source, n_currency, n_month) with ordinality as o (source, currency, month, node)
    left join currency as c on c.source = o.source and c.currency = o.currency
    where o.month >= first_day and o.month < end_day and exists (select from unnest(r_node) as x (node) where x.node = o.node)
),
rounded as (
    select r.node, r.element, r.share, r.cost_share as cost
    from finance.rounded_share(
        array(select a.node from asked as a order by a.node),
        array(select n_cost[a.node] from asked as a order by a.node),
        array(select a.places from asked as a order by a.node),
        r_node, r_element, r_share) as r
)
select
    n_source[r.node],
    n_company[r.node],
    n_plant[r.node],
    n_material[r.node],
    to_char(n_month[r.node], 'YYYY-MM'),
    n_currency[r.node],
    n_by_product[r.node],
    n_orders[r.node],
    n_quantity[r.node],
    n_output[r.node],
    n_cost[r.node],
    max(r.cost) filter (where r.element = 'material'),
    max(r.cost) filter (where r.element = 'labor'),
    max(r.cost) filter (where r.element = 'machine'),
    max(r.cost) filter (where r.element = 'overhead'),
    max(r.cost) filter (where r.element = 'subcontract'),
    max(r.cost) filter (where r.element = 'other'),
    max(r.share) filter (where r.element = 'material'),
    max(r.share) filter (where r.element = 'labor'),
    max(r.share) filter (where r.element = 'machine'),
    max(r.share) filter (where r.element = 'overhead'),
    max(r.share) filter (where r.element = 'subcontract'),
    max(r.share) filter (where r.element = 'other'),
    (select array_agg(c.component order by c.component) from unnest(cut_node, cut_component) as c (node, component) where c.node = r.node)
from rounded as r
group by r.node;
end
$$;

revoke execute on function finance.cost_rollup from public;
grant execute on function finance.cost_rollup to finance_reader;
