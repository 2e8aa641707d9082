-- The condition of the policy for narrowed readers, from the columns the table has. Rows that carry none of a
-- dimension's columns are not narrowed by it. Sums by period are of all cost centers and customers, and so is what is kept of orders: narrowed
-- readers see none of them (finance.narrowed_reader).
create or replace function hub.narrow_condition(relation regclass) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with has as (
        select array_agg(a.attname::text) as columns
        from pg_attribute as a
        where a.attrelid = relation and a.attnum > 0 and not a.attisdropped
    )
    select case when relation::text in ('canon.wip_period', 'canon.stock_period', 'canon.order_costed') then 'false' else coalesce(
        string_agg(
            format('((select r.any_%s from hub.reader_rights as r) or %s)', d.dimension, d.condition),
            ' and ' order by d.position
        ) filter (where d.dimension is not null),
        '(select r.narrowed from hub.reader_rights as r)'
    ) || case
        when 'company' = any (has.columns) then ''
        when count(d.dimension) = 0 then ''
        else ' and (select r.narrowed from hub.reader_rights as r)'
    end end
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
