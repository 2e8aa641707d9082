-- Keeps canon.wip_period and canon.stock_period what the rows are that they are sums of, in the statement that changes these, a group of
-- rows at a time; a derivation of everything (yecai.period_sums is 'later') leaves all of it to hub.sum_periods at its end.
create or replace function hub.sum_period(posting_date date) returns text
language sql stable parallel safe
return case when posting_date is null then '0000-00' else to_char(least(posting_date, date '9999-12-31'), 'YYYY-MM') end;

-- A sum of no rows is taken out; in stock, one of 0.
create or replace function hub.add_wip(
    source text, company text, plant text, production_order text, period text, functional_currency text, amount numeric, entries bigint
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    remaining bigint;
begin
    insert into canon.wip_period as w (source, company, plant, production_order, period, functional_currency, amount, entries)
    values (add_wip.source, add_wip.company, coalesce(add_wip.plant, ''), coalesce(add_wip.production_order, ''), add_wip.period,
        coalesce(add_wip.functional_currency, ''), coalesce(add_wip.amount, 0), add_wip.entries)
    on conflict (company, period, production_order, source, plant, functional_currency) do update
    set amount = w.amount + excluded.amount, entries = w.entries + excluded.entries
    returning w.entries into remaining;
    if remaining = 0 then
        delete from canon.wip_period as w
        where
            w.company is not distinct from add_wip.company
            and w.period = add_wip.period
            and w.production_order = coalesce(add_wip.production_order, '')
            and w.source = add_wip.source
            and w.plant = coalesce(add_wip.plant, '')
            and w.functional_currency = coalesce(add_wip.functional_currency, '')
            and w.entries = 0;
    end if;
end
$$;

create or replace function hub.add_stock(
    source text, company text, plant text, location text, owner text, material text, period text, base_unit text, functional_currency text,
    quantity numeric, amount numeric
) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    is_left boolean;
begin
    insert into canon.stock_period as w (
        source, company, plant, location, owner, material, period, base_unit, functional_currency, quantity, amount
    )
    values (add_stock.source, add_stock.company, coalesce(add_stock.plant, ''), coalesce(add_stock.location, ''), add_stock.owner,
        coalesce(add_stock.material, ''), add_stock.period, coalesce(add_stock.base_unit, ''),
        coalesce(add_stock.functional_currency, ''), coalesce(add_stock.quantity, 0), coalesce(add_stock.amount, 0))
    on conflict (company, period, material, location, owner, source, plant, base_unit, functional_currency) do update
    set quantity = w.quantity + excluded.quantity, amount = w.amount + excluded.amount
    returning w.quantity <> 0 or w.amount <> 0 into is_left;
    if not is_left then
        delete from canon.stock_period as w
        where
            w.company is not distinct from add_stock.company
            and w.period = add_stock.period
            and w.material = coalesce(add_stock.material, '')
            and w.location = coalesce(add_stock.location, '')
            and w.owner = add_stock.owner
            and w.source = add_stock.source
            and w.plant = coalesce(add_stock.plant, '')
            and w.base_unit = coalesce(add_stock.base_unit, '')
            and w.functional_currency = coalesce(add_stock.functional_currency, '')
            and w.quantity = 0
            and w.amount = 0;
    end if;
end
$$;

create or replace function hub.sum_changed_cost() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform hub.add_wip(d.source, d.company, d.plant, d.production_order, d.period, d.functional_currency, d.amount, d.entries)
        from (
            select
                n.source, n.company, n.plant, n.production_order, hub.sum_period(n.posting_date) as period, n.functional_currency,
                sum(n.amount_functional) as amount, count(*) as entries
            from is_now as n
            group by 1, 2, 3, 4, 5, 6
        ) as d;
    elsif tg_op = 'DELETE' then
        perform hub.add_wip(d.source, d.company, d.plant, d.production_order, d.period, d.functional_currency, d.amount, d.entries)
        from (
            select
                o.source, o.company, o.plant, o.production_order, hub.sum_period(o.posting_date) as period, o.functional_currency,
                -sum(o.amount_functional) as amount, -count(*) as entries
            from was as o
            group by 1, 2, 3, 4, 5, 6
        ) as d;
    else
        perform hub.add_wip(d.source, d.company, d.plant, d.production_order, d.period, d.functional_currency, d.amount, d.entries)
        from (
            select
                c.source, c.company, c.plant, c.production_order, c.period, c.functional_currency, sum(c.amount) as amount,
                sum(c.entries)::bigint as entries
            from (
                select
                    o.source, o.company, o.plant, o.production_order, hub.sum_period(o.posting_date) as period, o.functional_currency,
                    -o.amount_functional as amount, -1 as entries
                from was as o
                union all
                select
                    n.source, n.company, n.plant, n.production_order, hub.sum_period(n.posting_date), n.functional_currency,
                    n.amount_functional, 1
                from is_now as n
            ) as c
            group by 1, 2, 3, 4, 5, 6
        ) as d
        where d.amount <> 0 or d.entries <> 0;
    end if;
    return null;
end
$$;

create or replace function hub.sum_changed_movement() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        perform hub.add_stock(d.source, d.company, d.plant, d.location, d.owner, d.material, d.period, d.base_unit, d.functional_currency,
            d.quantity, d.amount)
        from (
            select
                n.source, n.company, n.plant, g.location, g.owner, n.material, hub.sum_period(n.posting_date) as period, n.base_unit,
                n.functional_currency, sum(g.direction * n.base_quantity) as quantity,
                sum(g.direction * n.amount_functional) as amount
            from is_now as n
            cross join lateral (
                values (-1, n.from_location, n.from_owner), (1, n.to_location, n.to_owner)
            ) as g (direction, location, owner)
            where g.owner is not null
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        ) as d
        where d.quantity <> 0 or d.amount <> 0;
    elsif tg_op = 'DELETE' then
        perform hub.add_stock(d.source, d.company, d.plant, d.location, d.owner, d.material, d.period, d.base_unit, d.functional_currency,
            d.quantity, d.amount)
        from (
            select
                o.source, o.company, o.plant, g.location, g.owner, o.material, hub.sum_period(o.posting_date) as period, o.base_unit,
                o.functional_currency, -sum(g.direction * o.base_quantity) as quantity,
                -sum(g.direction * o.amount_functional) as amount
            from was as o
            cross join lateral (
                values (-1, o.from_location, o.from_owner), (1, o.to_location, o.to_owner)
            ) as g (direction, location, owner)
            where g.owner is not null
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        ) as d
        where d.quantity <> 0 or d.amount <> 0;
    else
        perform hub.add_stock(d.source, d.company, d.plant, d.location, d.owner, d.material, d.period, d.base_unit, d.functional_currency,
            d.quantity, d.amount)
        from (
            select
                c.source, c.company, c.plant, g.location, g.owner, c.material, c.period, c.base_unit, c.functional_currency,
                sum(c.sign * g.direction * c.base_quantity) as quantity, sum(c.sign * g.direction * c.amount_functional) as amount
            from (
                select
                    -1 as sign, o.source, o.company, o.plant, o.material, hub.sum_period(o.posting_date) as period, o.base_unit,
                    o.functional_currency, o.base_quantity, o.amount_functional, o.from_location, o.from_owner, o.to_location, o.to_owner
                from was as o
                union all
                select
                    1, n.source, n.company, n.plant, n.material, hub.sum_period(n.posting_date), n.base_unit, n.functional_currency,
                    n.base_quantity, n.amount_functional, n.from_location, n.from_owner, n.to_location, n.to_owner
                from is_now as n
            ) as c
            cross join lateral (
                values (-1, c.from_location, c.from_owner), (1, c.to_location, c.to_owner)
            ) as g (direction, location, owner)
            where g.owner is not null
            group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        ) as d
        where d.quantity <> 0 or d.amount <> 0;
    end if;
    return null;
end
$$;

-- Adds up everything of a source anew: after all of its rows were derived, or where its sums are missing.
create or replace function hub.sum_periods(source text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    delete from canon.wip_period as w where w.source = sum_periods.source;
    insert into canon.wip_period (source, company, plant, production_order, period, functional_currency, amount, entries)
    select
        e.source, e.company, coalesce(e.plant, ''), coalesce(e.production_order, ''), hub.sum_period(e.posting_date),
        coalesce(e.functional_currency, ''), coalesce(sum(e.amount_functional), 0), count(*)
    from canon.cost_entry as e
    where e.source = sum_periods.source
    group by 1, 2, 3, 4, 5, 6;
    delete from canon.stock_period as w where w.source = sum_periods.source;
    insert into canon.stock_period (
        source, company, plant, location, owner, material, period, base_unit, functional_currency, quantity, amount
    )
    select
        m.source, m.company, coalesce(m.plant, ''), coalesce(g.location, ''), g.owner, coalesce(m.material, ''),
        hub.sum_period(m.posting_date), coalesce(m.base_unit, ''), coalesce(m.functional_currency, ''),
        coalesce(sum(g.direction * m.base_quantity), 0), coalesce(sum(g.direction * m.amount_functional), 0)
    from canon.stock_movement as m
    cross join lateral (
        values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)
    ) as g (direction, location, owner)
    where m.source = sum_periods.source and g.owner is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
    having coalesce(sum(g.direction * m.base_quantity), 0) <> 0 or coalesce(sum(g.direction * m.amount_functional), 0) <> 0;
end
$$;

-- The same where there are rows and no sums at all.
create or replace function hub.sum_missing_periods(source text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from canon.wip_period as w where w.source = sum_missing_periods.source)
        and not exists (select from canon.stock_period as w where w.source = sum_missing_periods.source)
        and (exists (select from canon.cost_entry as e where e.source = sum_missing_periods.source)
            or exists (select from canon.stock_movement as m where m.source = sum_missing_periods.source))
    then
        perform hub.sum_periods(sum_missing_periods.source);
    end if;
end
$$;

revoke execute on function hub.sum_missing_periods, hub.sum_period, hub.add_wip, hub.add_stock, hub.sum_changed_cost, hub.sum_changed_movement, hub.sum_periods from public;
grant execute on function hub.sum_period, hub.add_wip, hub.add_stock, hub.sum_periods, hub.sum_missing_periods
to yecai_capture;

do $$
declare
    summed record;
    change record;
begin
    for summed in
        select * from (values ('cost_entry', 'sum_changed_cost'), ('stock_movement', 'sum_changed_movement')) as t (name, adds)
    loop
        for change in
            select * from (
                values
                    ('period_sum', 'insert', 'new table as is_now'),
                    ('period_sum_change', 'update', 'old table as was new table as is_now'),
                    ('period_sum_deletion', 'delete', 'old table as was')
            ) as t (name, event, tables)
        loop
            execute format(
                'create or replace trigger %I after %s on canon.%I referencing %s for each statement'
                ' when (current_setting(''yecai.period_sums'', true) is distinct from ''later'') execute function hub.%I()',
                change.name, change.event, summed.name, change.tables, summed.adds);
            execute format('alter table canon.%I enable always trigger %I', summed.name, change.name);
        end loop;
    end loop;
end
$$;
