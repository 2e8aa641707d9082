-- Readers who are narrowed to plants, cost centers or customer groups. They have a branch of their own in every
-- governed view, owned by yecai_mart_narrow, so that the policies of the other readers stay as cheap as they are.

-- The customers of the reader's customer groups; owned by the role that sees every customer.
grant create on schema hub to yecai_mart_all;
set local role yecai_mart_all;
create view hub.narrow_customer with (security_barrier = true) as
select c.source, c.customer
from canon.customer as c
where c.customer_group in (
    select s.value
    from hub.narrow_scope as s
    where s.dimension = 'customer_group'
);
grant select on hub.narrow_customer to yecai_mart_narrow;
set local role yecai_owner;
revoke create on schema hub from yecai_mart_all;

-- The condition of the policy for narrowed readers, from the columns the table has. Rows that carry none of a
-- dimension's columns are not narrowed by it.
create function hub.narrow_condition(relation regclass) returns text
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
            format('((select f.free from hub.narrow_free as f where f.dimension = %L) or %s)', d.dimension, d.condition),
            ' and ' order by d.position
        ) filter (where d.dimension is not null),
        '(select exists (select from hub.narrow_scope))'
    ) || case
        when 'company' = any (has.columns) then ''
        when count(d.dimension) = 0 then ''
        else ' and (select exists (select from hub.narrow_scope))'
    end
    from has
    left join lateral (
        select v.position, v.dimension, v.condition
        from (
            values
                (1, 'company', 'company',
                    'company = any (array(select s.value from hub.narrow_scope as s where s.dimension = ''company''))'),
                (2, 'plant', 'plant',
                    'plant = any (array(select s.value from hub.narrow_scope as s where s.dimension = ''plant''))'),
                (3, 'cost_center', 'cost_center',
                    'cost_center = any (array(select s.value from hub.narrow_scope as s where s.dimension = ''cost_center''))'),
                (4, 'customer_group', 'customer_group',
                    'customer_group = any (array(select s.value from hub.narrow_scope as s where s.dimension = ''customer_group''))'),
                (5, 'customer_group', 'customer',
                    '(source, customer) in (select c.source, c.customer from hub.narrow_customer as c)')
        ) as v (position, dimension, column_name, condition)
        where v.column_name = any (has.columns)
            and not (v.column_name = 'customer' and 'customer_group' = any (has.columns))
    ) as d on true
    group by has.columns
$$;

create procedure hub.record_policies(relation regclass)
language sql
set search_path = pg_catalog, pg_temp
begin atomic
    delete from hub.governed_policy as g
    where g.relation = (
        select format('%I.%I', n.nspname, c.relname)
        from pg_class as c
        inner join pg_namespace as n on n.oid = c.relnamespace
        where c.oid = record_policies.relation
    );
    insert into hub.governed_policy (relation, policy, roles, command, using_text, check_text)
    select
        format('%I.%I', n.nspname, c.relname),
        p.polname,
        array(select r.rolname::text from pg_roles as r where r.oid = any (p.polroles) order by 1),
        p.polcmd,
        pg_get_expr(p.polqual, p.polrelid),
        pg_get_expr(p.polwithcheck, p.polrelid)
    from pg_policy as p
    inner join pg_class as c on c.oid = p.polrelid
    inner join pg_namespace as n on n.oid = c.relnamespace
    where p.polrelid = record_policies.relation;
end;

create procedure hub.govern_narrowed(relation regclass)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    execute format(
        'create policy reader_narrowed on %s for select to yecai_mart_narrow using (%s)',
        relation, hub.narrow_condition(relation));
    execute format('grant select on %s to yecai_mart_narrow', relation);
    call hub.record_policies(relation);
end
$$;

-- As in V5, and the policy for narrowed readers.
create or replace procedure hub.govern(relation regclass)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    has_company constant boolean := exists (
        select from pg_attribute as a
        where a.attrelid = relation and a.attname = 'company' and not a.attisdropped
    );
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format(
        'create policy capture_all on %s for all to yecai_capture using (true) with check (true)', relation);
    if has_company then
        execute format(
            'create policy reader_company on %s for select to yecai_mart '
            'using (company = any (array(select r.company from hub.reader_company as r)))', relation);
    else
        execute format(
            'create policy reader_any on %s for select to yecai_mart '
            'using ((select exists (select from hub.reader_company)))', relation);
    end if;
    execute format('create policy all_companies on %s for select to yecai_mart_all using (true)', relation);
    execute format('grant select on %s to yecai_mart, yecai_mart_all', relation);
    execute format('grant select, insert, update, delete on %s to yecai_capture', relation);
    call hub.govern_narrowed(relation);
end
$$;

do $$
declare
    governed regclass;
begin
    for governed in select p.polrelid from pg_policy as p where p.polname = 'capture_all' order by p.polrelid::regclass::text loop
        call hub.govern_narrowed(governed);
    end loop;
end
$$;
