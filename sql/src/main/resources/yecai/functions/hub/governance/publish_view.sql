set local role yecai_mart;

-- Makes a published view from its inner views. Reached by the installer and whenever a mask of the view changes.
--
-- A branch that is not the reader's is left out before anything of it is planned (hub.reader_branches), so that no plan shows
-- estimates for it. In the branches of readers of some companies who see plans, a column stands as coalesce(column, column):
-- PostgreSQL does not know that this leaks nothing, so that a condition on it is neither estimated from the statistics of
-- hidden rows nor looked up in an index that has them. Columns of hub.plain_column need no such screen where the company
-- comes first in the index; narrowed readers' policies use no index.
--
-- The common table expression, which nothing reads, keeps the planner from flattening a branch before it knows whether the branch is the
-- reader's: it would plan all of them, five times the work. Conditions of readers still go into it.
--
-- A view that reads no table with row policies has the same rows for every reader who may see anything, and no choice of branches when it
-- is planned: PostgreSQL keeps its plan when the session takes another role, and would give the next reader the branch of the one before.
-- Each branch asks for whom it is when it runs; a reader of two kinds has each row once.

-- Whether a view reads, at any depth, a table with row policies.
create or replace function hub.has_row_policies(view regclass) returns boolean
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with recursive reads as (
        select has_row_policies.view::oid as relation
        union
        select d.refobjid
        from reads as r
        inner join pg_rewrite as w on w.ev_class = r.relation
        inner join pg_depend as d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid
        where d.refclassid = 'pg_class'::regclass and d.refobjid <> r.relation
    )
    select exists (
        select from reads as r
        inner join pg_class as c on c.oid = r.relation
        where c.relrowsecurity
    )
$$;

revoke execute on function hub.has_row_policies from public;

create or replace function hub.publish_view(schema_name text, view_name text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    inner_name constant text := case
        when schema_name = 'mart' then view_name else schema_name || '__' || view_name
    end;
    masked text;
    plain text;
    screened text;
    all_screened text;
begin
    select
        string_agg(hub.masked_column(schema_name || '.' || view_name, a.attname, a.atttypid), ', ' order by a.attnum),
        string_agg(format('b.%I', a.attname), ', ' order by a.attnum),
        string_agg(
            format(case when p.name is null then 'coalesce(b.%1$I, b.%1$I) as %1$I' else 'b.%1$I' end, a.attname),
            ', ' order by a.attnum),
        string_agg(format('coalesce(b.%1$I, b.%1$I) as %1$I', a.attname), ', ' order by a.attnum)
    into masked, plain, screened, all_screened
    from pg_attribute as a
    left join hub.plain_column as p on p.name = a.attname
    where a.attrelid = format('mart.%I', inner_name || '_scoped')::regclass and a.attnum > 0 and not a.attisdropped;
    if not hub.has_row_policies(format('mart.%I', inner_name || '_scoped')::regclass) then
        execute format(
            'create or replace view %1$I.%2$I with (security_barrier = true) as select %3$s from ('
            'select x.* from mart.%4$I as x union select x.* from mart.%5$I as x union select x.* from mart.%6$I as x) as u',
            schema_name, view_name, masked, inner_name || '_scoped', inner_name || '_all', inner_name || '_narrow');
        return;
    end if;
    execute format(
        'create or replace view %1$I.%2$I with (security_barrier = true) as select %3$s from ('
        'select ''all'' as branch, %4$s from (%10$s mart.%5$I as x) as b '
        'union all select ''scoped, plain'' as branch, %4$s from (%10$s mart.%6$I as x) as b '
        'union all select ''scoped'' as branch, %7$s from (%10$s mart.%6$I as x) as b '
        'union all select ''narrow, plain'' as branch, %4$s from (%10$s mart.%8$I as x) as b '
        'union all select ''narrow'' as branch, %9$s from (%10$s mart.%8$I as x) as b'
        ') as u where u.branch = any (hub.reader_branches())',
        schema_name, view_name, masked, plain, inner_name || '_all', inner_name || '_scoped', screened,
        inner_name || '_narrow', all_screened, 'with gate as (select) select x.* from');
end
$$;

revoke execute on function hub.publish_view from public;
grant execute on function hub.publish_view to yecai_access;
