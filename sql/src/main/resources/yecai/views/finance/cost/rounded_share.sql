-- Shares by element as they are shown, for finance.cost_rollup: with six decimals, making 1, and the costs that they are of, in the decimals (places)
-- of their currency, making the cost; the largest remainder gets what is left, and of equal ones the first element. One row for each of six elements
-- of each node that is asked for; r_node, r_element and r_share are the shares of any nodes.
create or replace function finance.rounded_share(
    asked integer[], cost numeric[], places integer[], r_node integer[], r_element text[], r_share numeric[]
)
returns table (node integer, element text, share numeric, cost_share numeric)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
with part as (
    select
        n.node,
        p.place,
        p.element,
        coalesce(sum(r.share), 0) as share,
        n.cost,
        n.places
    from unnest(rounded_share.asked, rounded_share.cost, rounded_share.places) as n (node, cost, places)
    cross join (
        values (1, 'material'), (2, 'labor'), (3, 'machine'), (4, 'overhead'), (5, 'subcontract'), (6, 'other')
    ) as p (place, element)
    left join unnest(rounded_share.r_node, rounded_share.r_element, rounded_share.r_share) as r (node, element, share)
        on r.node = n.node and r.element = p.element
    group by n.node, p.place, p.element, n.cost, n.places
),
unit as (
    select
        p.node,
        p.element,
        p.place,
        p.places,
        floor(round(p.share, 20) * 1000000) as whole,
        round(p.share, 20) * 1000000 - floor(round(p.share, 20) * 1000000) as over,
        floor(p.cost * p.share * 10::numeric ^ p.places) as cents,
        p.cost * p.share * 10::numeric ^ p.places - floor(p.cost * p.share * 10::numeric ^ p.places) as cents_over,
        p.cost * 10::numeric ^ p.places as all_cents
    from part as p
)
select
    u.node,
    u.element,
    round((u.whole + case
        when row_number() over (partition by u.node order by u.over desc, u.place) <= 1000000 - sum(u.whole) over (partition by u.node)
            then 1 else 0
    end) / 1000000, 6) as share,
    round((u.cents + case
        when row_number() over (partition by u.node order by u.cents_over desc, u.place)
            <= round(u.all_cents) - sum(u.cents) over (partition by u.node)
            then 1 else 0
    end) / 10::numeric ^ u.places, u.places) as cost_share
from unit as u;
$$;

revoke execute on function finance.rounded_share from public;
grant execute on function finance.rounded_share to finance_reader;
