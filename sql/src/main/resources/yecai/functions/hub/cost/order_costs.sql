-- Takes away what is kept of an order (canon.order_costed) in the statement that changes anything it is made of, and notes that the order is to
-- be kept anew (hub.order_due); the capture does that when nothing else is to be done. Views work out what is not kept, so what they show
-- does not depend on what is. A derivation of everything (yecai.period_sums is 'later') leaves it to hub.queue_order_costs at its end.
--   cost_entry, production_order    their order; what an entry reverses is of the same order, or the order is not kept
--   standard_cost                   its order, or all orders with its material; cost_rate: all orders with its cost center
--   material, material_unit         all orders with the material, where a unit changed
--   unit_of_measure, currency       all orders of the source
create or replace function hub.forget_order_costs(source text, orders text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    with gone as (
        delete from canon.order_costed as k
        where k.source = forget_order_costs.source and k.production_order = any (forget_order_costs.orders)
        returning k.production_order, k.actual_end
    )
    insert into hub.order_due (source, production_order, actual_end)
    select forget_order_costs.source, g.production_order, g.actual_end
    from gone as g
    on conflict (source, production_order) do nothing;
end
$$;

-- Of all orders that one of the inputs went into, or, without inputs, of all orders of the source.
create or replace function hub.forget_costs_of_inputs(source text, inputs text[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    if forget_costs_of_inputs.inputs is null then
        perform hub.forget_order_costs(forget_costs_of_inputs.source, array(
            select k.production_order from canon.order_costed as k where k.source = forget_costs_of_inputs.source
        ));
    else
        perform hub.forget_order_costs(forget_costs_of_inputs.source, array(
            select k.production_order
            from canon.order_costed as k
            where k.inputs && forget_costs_of_inputs.inputs and k.source = forget_costs_of_inputs.source
        ));
    end if;
end
$$;

-- All completed orders of a source are to be kept anew: after all of its rows were derived, or where what is kept is not to be trusted.
create or replace function hub.queue_order_costs(source text) returns void
language sql
set search_path = pg_catalog, pg_temp
as $$
    delete from canon.order_costed as k where k.source = queue_order_costs.source;
    delete from hub.order_due as d where d.source = queue_order_costs.source;
    insert into hub.order_due (source, production_order, actual_end)
    select o.source, o.entity_key, o.actual_end
    from canon.production_order as o
    where o.source = queue_order_costs.source and o.status in ('completed', 'closed');
$$;

revoke execute on function hub.forget_order_costs, hub.forget_costs_of_inputs, hub.queue_order_costs from public;
grant execute on function hub.forget_order_costs, hub.forget_costs_of_inputs, hub.queue_order_costs to yecai_capture;
