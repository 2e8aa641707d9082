-- The shares of elements in what was made once its made components are replaced by their own, for finance.cost_rollup: of nodes 1, 2, … (a product
-- in a month) that took amounts of an element each (edges: e_node, e_element, e_amount) from another node (e_from) or from outside (null).
-- node_rank: which of the nodes of a circle is cut first; the edges that are cut have a row of their own with their place (cut_place).
create or replace function finance.rolled_share(
    node_rank integer[], e_node integer[], e_element text[], e_amount numeric[], e_from integer[]
)
returns table (node integer, element text, share numeric, cut_place integer)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
-- what is joined here has no statistics, and nested loops over it take minutes
set enable_nestloop = off
as $$
#variable_conflict use_column
declare
    r_node integer[] := '{}';
    r_element text[] := '{}';
    r_share numeric[] := '{}';
    cut_node integer[] := '{}';
    cut_at integer[] := '{}';
    done integer[] := '{}';
    ready integer[];
    stuck integer;
begin
-- from the bottom up: a node whose components are all done is done
loop
    ready := array(
        with blocked as materialized (
            select distinct e.node
            from unnest(e_node, e_from) as e (node, component)
            left join unnest(done) as d (node) on d.node = e.component
            where e.component is not null and d.node is null
        )
        select n.node
        from generate_series(1, coalesce(array_length(node_rank, 1), 0)) as n (node)
        left join unnest(done) as d (node) on d.node = n.node
        left join blocked as b on b.node = n.node
        where d.node is null and b.node is null
    );
    if ready = '{}' then
        exit when coalesce(array_length(done, 1), 0) = coalesce(array_length(node_rank, 1), 0);
        -- a circle: the first node that needs itself counts what it takes out of the circle as material
        with recursive need as (
            select distinct e.node, e.component
            from unnest(e_node, e_from) as e (node, component)
            where e.component is not null and e.node <> all (done) and e.component <> all (done)
        ),
        reach as (
            select n.node, n.component from need as n
            union
            select r.node, n.component
            from reach as r
            inner join need as n on n.node = r.component
        )
        select r.node
        into stuck
        from reach as r
        where r.node = r.component
        order by node_rank[r.node]
        limit 1;
        with recursive need as (
            select distinct e.node, e.component
            from unnest(e_node, e_from) as e (node, component)
            where e.component is not null and e.node <> all (done) and e.component <> all (done)
        ),
        reach as (
            select n.node, n.component from need as n
            union
            select r.node, n.component
            from reach as r
            inner join need as n on n.node = r.component
        ),
        circle as (
            select e.place, e.component
            from unnest(e_node, e_from) with ordinality as e (node, component, place)
            where e.node = stuck and exists (
                select from reach as r where r.node = e.component and r.component = stuck
            )
        )
        select
            array_agg(case when c.place is null then e.component end order by e.place),
            cut_node || coalesce(array_agg(stuck) filter (where c.place is not null), '{}'),
            cut_at || coalesce(array_agg(e.place::integer) filter (where c.place is not null), '{}')
        into e_from, cut_node, cut_at
        from unnest(e_from) with ordinality as e (component, place)
        left join circle as c on c.place = e.place;
        continue;
    end if;
    select
        r_node || array_agg(s.node), r_element || array_agg(s.element), r_share || array_agg(s.share)
    into r_node, r_element, r_share
    from (
        select
            e.node,
            coalesce(r.element, g.element) as element,
            sum(e.amount * coalesce(r.share, 1) / t.total) as share
        from unnest(e_node, e_element, e_amount, e_from) as e (node, element, amount, component)
        cross join lateral (
            select case when e.element in ('material', 'labor', 'machine', 'overhead', 'subcontract') then e.element else 'other' end
                as element
        ) as g
        inner join (
            select a.node, sum(a.amount) as total
            from unnest(e_node, e_amount) as a (node, amount)
            group by a.node
            having sum(a.amount) <> 0
        ) as t on t.node = e.node
        left join unnest(r_node, r_element, r_share) as r (node, element, share) on r.node = e.component
        where e.node = any (ready)
        group by e.node, coalesce(r.element, g.element)
    ) as s;
    done := done || ready;
end loop;
return query
select r.node, r.element, r.share, null::integer
from unnest(r_node, r_element, r_share) as r (node, element, share)
union all
select c.node, null, null, c.place
from unnest(cut_node, cut_at) as c (node, place);
end
$$;

revoke execute on function finance.rolled_share from public;
grant execute on function finance.rolled_share to finance_reader;
