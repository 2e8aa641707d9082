-- Keeps canon.wip_period and canon.stock_period what the rows are that they are sums of, in the statement that changes these, a group of
-- rows at a time; a derivation of everything (yecai.period_sums is 'later') leaves all of it to hub.sum_periods at its end.
create or replace function hub.sum_period(posting_date date) returns text
language sql stable parallel safe
return case when posting_date is null then '0000-00' else to_char(least(posting_date, date '9999-12-31'), 'YYYY-MM') end;

-- Adds rows to the sums of their months; what is taken away has a minus. A sum of no rows is taken out; in stock, one of 0.
create or replace function hub.add_wip(changes canon.wip_period[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    added canon.wip_period;
begin
    for added in
        insert into canon.wip_period as w (source, company, plant, production_order, period, functional_currency, amount, entries)
        select
            c.source, c.company, coalesce(c.plant, ''), coalesce(c.production_order, ''), c.period, coalesce(c.functional_currency, ''),
            coalesce(sum(c.amount), 0), sum(c.entries)
        from unnest(changes) as c
        group by 1, 2, 3, 4, 5, 6
        having coalesce(sum(c.amount), 0) <> 0 or sum(c.entries) <> 0
        on conflict (company, period, production_order, source, plant, functional_currency) do update
        set amount = w.amount + excluded.amount, entries = w.entries + excluded.entries
        returning w.*
    loop
        if added.entries = 0 then
            delete from canon.wip_period as w
            where
                w.company is not distinct from added.company
                and (w.period, w.production_order, w.source, w.plant, w.functional_currency)
                = (added.period, added.production_order, added.source, added.plant, added.functional_currency);
        end if;
    end loop;
end
$$;

create or replace function hub.add_stock(changes canon.stock_period[]) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    added canon.stock_period;
begin
    for added in
        insert into canon.stock_period as w (
            source, company, plant, location, owner, material, period, base_unit, functional_currency, quantity, amount
        )
        select
            c.source, c.company, coalesce(c.plant, ''), coalesce(c.location, ''), c.owner, coalesce(c.material, ''), c.period,
            coalesce(c.base_unit, ''), coalesce(c.functional_currency, ''), coalesce(sum(c.quantity), 0), coalesce(sum(c.amount), 0)
        from unnest(changes) as c
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        having coalesce(sum(c.quantity), 0) <> 0 or coalesce(sum(c.amount), 0) <> 0
        on conflict (company, period, material, location, owner, source, plant, base_unit, functional_currency) do update
        set quantity = w.quantity + excluded.quantity, amount = w.amount + excluded.amount
        returning w.*
    loop
        if added.quantity = 0 and added.amount = 0 then
            delete from canon.stock_period as w
            where
                w.company is not distinct from added.company
                and (w.period, w.material, w.location, w.owner, w.source, w.plant, w.base_unit, w.functional_currency)
                = (
                    added.period, added.material, added.location, added.owner, added.source, added.plant, added.base_unit,
                    added.functional_currency
                );
        end if;
    end loop;
end
$$;

create or replace function hub.sum_changed_cost() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    taken canon.wip_period[];
    given canon.wip_period[];
begin
    if tg_op <> 'INSERT' then
        taken := array(
            select
                row(
                    o.source, o.company, o.plant, o.production_order, hub.sum_period(o.posting_date), o.functional_currency,
                    -o.amount_functional, -1
                )::canon.wip_period
            from was as o
        );
    end if;
    if tg_op <> 'DELETE' then
        given := array(
            select
                row(
                    n.source, n.company, n.plant, n.production_order, hub.sum_period(n.posting_date), n.functional_currency,
                    n.amount_functional, 1
                )::canon.wip_period
            from is_now as n
        );
    end if;
    perform hub.add_wip(taken || given);
    return null;
end
$$;

create or replace function hub.sum_changed_movement() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    taken canon.stock_period[];
    given canon.stock_period[];
begin
    if tg_op <> 'INSERT' then
        taken := array(
            select
                row(
                    o.source, o.company, o.plant, g.location, g.owner, o.material, hub.sum_period(o.posting_date), o.base_unit,
                    o.functional_currency, -g.direction * o.base_quantity, -g.direction * o.amount_functional
                )::canon.stock_period
            from was as o
            cross join lateral (
                values (-1, o.from_location, o.from_owner), (1, o.to_location, o.to_owner)
            ) as g (direction, location, owner)
            where g.owner is not null
        );
    end if;
    if tg_op <> 'DELETE' then
        given := array(
            select
                row(
                    n.source, n.company, n.plant, g.location, g.owner, n.material, hub.sum_period(n.posting_date), n.base_unit,
                    n.functional_currency, g.direction * n.base_quantity, g.direction * n.amount_functional
                )::canon.stock_period
            from is_now as n
            cross join lateral (
                values (-1, n.from_location, n.from_owner), (1, n.to_location, n.to_owner)
            ) as g (direction, location, owner)
            where g.owner is not null
        );
    end if;
    perform hub.add_stock(taken || given);
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
    update hub.source as s set periods_summed_at = now() where s.source = sum_periods.source;
end
$$;

-- The same where there are rows and no sums at all, and never were: of movements without an owner there are none.
create or replace function hub.sum_missing_periods(source text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from hub.source as s where s.source = sum_missing_periods.source and s.periods_summed_at is null)
        and not exists (select from canon.wip_period as w where w.source = sum_missing_periods.source)
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
