-- What the current reader may see, as one row that is found by one look at the reader's scopes. It takes the place of
-- six views that stood on each other: each policy and each branch of a view inlined them all, which made the plan of a
-- small question dearer than its execution (RATIONALE.md has the figures). What a reader sees is as before.

-- A scope that has ended still narrows (its row is looked at), but opens nothing (in_force). No row of hub.scope counts
-- when the login that the session came by has ended.
create view hub.reader_rights with (security_barrier = true) as
select
    not bool_or(s.dimension <> 'company')
        and coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'company'), false)
        as all_companies,
    case
        when not bool_or(s.dimension <> 'company')
            and not coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'company'), false)
            then array_agg(s.value) filter (where s.in_force and s.dimension = 'company')
    end as companies,
    coalesce(bool_or(s.dimension <> 'company') and bool_or(s.in_force), false) as narrowed,
    bool_or(s.dimension <> 'company')
        and coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'company'), false)
        as any_company,
    case
        when bool_or(s.dimension <> 'company')
            then array_agg(s.value) filter (where s.in_force and s.dimension = 'company')
    end as narrow_companies,
    bool_or(s.dimension <> 'company') and (
        not bool_or(s.dimension = 'plant')
        or coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'plant'), false)
    ) as any_plant,
    array_agg(s.value) filter (where s.in_force and s.dimension = 'plant') as plants,
    bool_or(s.dimension <> 'company') and (
        not bool_or(s.dimension = 'cost_center')
        or coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'cost_center'), false)
    ) as any_cost_center,
    array_agg(s.value) filter (where s.in_force and s.dimension = 'cost_center') as cost_centers,
    bool_or(s.dimension <> 'company') and (
        not bool_or(s.dimension = 'customer_group')
        or coalesce(bool_or(s.value = '*') filter (where s.in_force and s.dimension = 'customer_group'), false)
    ) as any_customer_group,
    array_agg(s.value) filter (where s.in_force and s.dimension = 'customer_group') as customer_groups
from (
    select
        x.dimension,
        x.value,
        x.valid_from <= statement_timestamp() and x.valid_to > statement_timestamp() as in_force
    from hub.scope as x
    where x.principal = current_user::text
        and not exists (
            select from hub.login as l
            where l.login = session_user::text and l.valid_to <= statement_timestamp()
        )
) as s;

grant select on hub.reader_rights to yecai_mart, yecai_mart_all, yecai_mart_narrow;

grant create on schema hub to yecai_mart_all;
set local role yecai_mart_all;
create or replace view hub.narrow_customer with (security_barrier = true) as
select c.source, c.customer
from canon.customer as c
where c.customer_group = any ((select r.customer_groups from hub.reader_rights as r)::text[]);
set local role yecai_owner;
revoke create on schema hub from yecai_mart_all;

-- As in V41, from the one row.
create or replace function hub.narrow_condition(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with has as (
        select array_agg(a.attname::text) as columns
        from pg_attribute as a
        where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
    )
    select coalesce(
        string_agg(
            format('((select r.any_%s from hub.reader_rights as r) or %s)', d.dimension, d.condition),
            ' and ' order by d.position
        ) filter (where d.dimension is not null),
        '(select r.narrowed from hub.reader_rights as r)'
    ) || case
        when 'company' = any (has.columns) then ''
        when count(d.dimension) = 0 then ''
        else ' and (select r.narrowed from hub.reader_rights as r)'
    end
    from has
    left join lateral (
        select
            v.position,
            v.dimension,
            coalesce(
                v.condition,
                format('%I = any ((select r.%I from hub.reader_rights as r)::text[])', v.column_name, v.allowed)
            ) as condition
        from (
            values
                (1, 'company', 'company', 'narrow_companies', null),
                (2, 'plant', 'plant', 'plants', null),
                (3, 'cost_center', 'cost_center', 'cost_centers', null),
                (4, 'customer_group', 'customer_group', 'customer_groups', null),
                (5, 'customer_group', 'customer', null,
                    '(source, customer) in (select c.source, c.customer from hub.narrow_customer as c)')
        ) as v (position, dimension, column_name, allowed, condition)
        where v.column_name = any (has.columns)
            and not (v.column_name = 'customer' and 'customer_group' = any (has.columns))
    ) as d on true
    group by has.columns
$$;

-- Makes a table's policies for readers what they are to be, whether it has them or not.
create procedure hub.set_reader_policies(relation regclass)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    has_company constant boolean := exists (
        select from pg_attribute as a
        where a.attrelid = relation and a.attname = 'company' and not a.attisdropped
    );
begin
    execute format('drop policy if exists reader_company on %s', relation);
    execute format('drop policy if exists reader_any on %s', relation);
    execute format('drop policy if exists reader_narrowed on %s', relation);
    if has_company then
        execute format(
            'create policy reader_company on %s for select to yecai_mart '
            'using (company = any ((select r.companies from hub.reader_rights as r)::text[]))', relation);
    else
        execute format(
            'create policy reader_any on %s for select to yecai_mart '
            'using ((select r.companies is not null from hub.reader_rights as r))', relation);
    end if;
    execute format(
        'create policy reader_narrowed on %s for select to yecai_mart_narrow using (%s)',
        relation, hub.narrow_condition(relation));
    call hub.record_policies(relation);
end
$$;

create or replace procedure hub.govern(relation regclass)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format(
        'create policy capture_all on %s for all to yecai_capture using (true) with check (true)', relation);
    execute format('create policy all_companies on %s for select to yecai_mart_all using (true)', relation);
    execute format('grant select on %s to yecai_mart, yecai_mart_all, yecai_mart_narrow', relation);
    execute format('grant select, insert, update, delete on %s to yecai_capture', relation);
    call hub.set_reader_policies(relation);
end
$$;

drop procedure hub.govern_narrowed(regclass);

revoke execute on procedure hub.set_reader_policies from public;

do $$
declare
    governed regclass;
begin
    for governed in select p.polrelid from pg_policy as p where p.polname = 'capture_all' order by p.polrelid::regclass::text loop
        call hub.set_reader_policies(governed);
    end loop;
end
$$;

drop view hub.narrow_free;
drop view hub.narrow_scope;
drop view hub.reader_company;
drop view hub.reader_all_companies;
drop view hub.reader_narrowed;
drop view hub.reader_scope;
