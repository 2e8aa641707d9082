-- The triggers that take away what is kept of orders (hub.forget_order_costs), of each table that it is made of.
create or replace function hub.forget_costs_of_entries() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform hub.forget_order_costs(d.source, d.orders)
        from (
            select n.source, array_agg(distinct n.production_order) as orders
            from is_now as n
            where n.production_order is not null
            group by n.source
        ) as d;
    elsif tg_op = 'DELETE' then
        perform hub.forget_order_costs(d.source, d.orders)
        from (
            select o.source, array_agg(distinct o.production_order) as orders
            from was as o
            where o.production_order is not null
            group by o.source
        ) as d;
    else
        perform hub.forget_order_costs(d.source, d.orders)
        from (
            select c.source, array_agg(distinct c.production_order) as orders
            from (
                select o.source, o.production_order from was as o
                union all
                select n.source, n.production_order from is_now as n
            ) as c
            where c.production_order is not null
            group by c.source
        ) as d;
    end if;
    return null;
end
$$;

create or replace function hub.forget_costs_of_orders() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    changed record;
begin
    if tg_op in ('UPDATE', 'DELETE') then
        for changed in select o.source, array_agg(o.entity_key) as orders from was as o group by o.source loop
            perform hub.forget_order_costs(changed.source, changed.orders);
            if tg_op = 'DELETE' then
                delete from hub.order_due as d where d.source = changed.source and d.production_order = any (changed.orders);
            end if;
        end loop;
    end if;
    if tg_op in ('INSERT', 'UPDATE') then
        insert into hub.order_due as d (source, production_order, actual_end)
        select n.source, n.entity_key, n.actual_end
        from is_now as n
        where n.status in ('completed', 'closed')
        on conflict (source, production_order) do update set actual_end = excluded.actual_end
        where d.actual_end is distinct from excluded.actual_end;
    end if;
    return null;
end
$$;

-- Of any table: the first argument is what a figure may depend on of its rows, the second the order whose row it is, or null, the third the input
-- that it says something of. A row of neither is of all orders of its source. Rows in which none of the columns changed forget nothing.
create or replace function hub.forget_costs_of_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    changed record;
begin
    for changed in execute format(
        'select c.source, array_agg(distinct c.of_order) filter (where c.of_order is not null) as orders, '
        'array_agg(distinct c.input) filter (where c.input is not null) as inputs, '
        'bool_or(c.of_order is null and c.input is null) as is_of_all '
        'from (select x.source, %2$s as of_order, %3$s as input from (%1$s) as x) as c group by c.source',
        case tg_op
            when 'INSERT' then format('select source, %s from is_now', tg_argv[0])
            when 'DELETE' then format('select source, %s from was', tg_argv[0])
            else format(
                '(select source, %1$s from was except select source, %1$s from is_now) union all '
                '(select source, %1$s from is_now except select source, %1$s from was)',
                tg_argv[0])
        end,
        tg_argv[1], tg_argv[2])
    loop
        if changed.is_of_all then
            perform hub.forget_costs_of_inputs(changed.source, null);
            continue;
        end if;
        if changed.orders is not null then
            perform hub.forget_order_costs(changed.source, changed.orders);
        end if;
        if changed.inputs is not null then
            perform hub.forget_costs_of_inputs(changed.source, changed.inputs);
        end if;
    end loop;
    return null;
end
$$;

revoke execute on function hub.forget_costs_of_entries, hub.forget_costs_of_orders, hub.forget_costs_of_change from public;

do $$
declare
    material constant text := 'coalesce(''m:'' || x.material, '''')';
    made_of record;
    change record;
begin
    for made_of in
        select * from (
            values
                ('cost_entry', 'entries', null, null, null),
                ('production_order', 'orders', null, null, null),
                ('standard_cost', 'change',
                    'company, plant, material, production_order, component_no, component_kind, component, cost_center, basis, quantity_per, unit, '
                    'is_fixed, scrap_percent, price, price_unit, lot_size, version, valid_from, valid_to, standard_basis',
                    'x.production_order', 'case when x.production_order is null then ' || material || ' end'),
                ('cost_rate', 'change', 'company, cost_center, rate_kind, rate, valid_from, valid_to', 'null::text',
                    'coalesce(''c:'' || x.cost_center, '''')'),
                ('material', 'change', 'material, base_unit', 'null::text', material),
                ('material_unit', 'change', 'material, unit, factor', 'null::text', material),
                ('unit_of_measure', 'change', 'unit, category, factor', 'null::text', 'null::text'),
                ('currency', 'change', 'currency, decimals', 'null::text', 'null::text')
        ) as t (name, forgets, columns, of_order, input)
    loop
        for change in
            select * from (
                values
                    ('order_cost', 'insert', 'new table as is_now'),
                    ('order_cost_change', 'update', 'old table as was new table as is_now'),
                    ('order_cost_deletion', 'delete', 'old table as was')
            ) as t (name, event, tables)
        loop
            execute format(
                'create or replace trigger %I after %s on canon.%I referencing %s for each statement'
                ' when (current_setting(''yecai.period_sums'', true) is distinct from ''later'') execute function hub.%I(%s)',
                change.name, change.event, made_of.name, change.tables, 'forget_costs_of_' || made_of.forgets,
                concat_ws(', ', quote_literal(made_of.columns), quote_literal(made_of.of_order), quote_literal(made_of.input)));
            execute format('alter table canon.%I enable always trigger %I', made_of.name, change.name);
        end loop;
    end loop;
end
$$;
