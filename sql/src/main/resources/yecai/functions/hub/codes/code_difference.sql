-- What the codes that finance wants now would change in the canonical rows of a source, by table, period and code: how many rows, and
-- which amount of theirs, go from code_before to code_after. code_after null: their documents will be parked. code_before null:
-- documents that are parked, and will be tried again. codes null: all of the kind. Owned by the role that sees every company.

set local role yecai_mart_all;

create or replace function hub.code_difference(source text, kind text, codes text[])
returns table (
    entity text, code_column text, period text, currency text, code_before text, code_after text, row_count bigint, amount numeric
)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    t record;
begin
    for t in
        select
            c.relname as name,
            a.attname as code_column,
            hub.code_day_sql(c.oid) as day_sql,
            'coalesce(' || concat_ws(
                ', ',
                case when hub.has_column(c.oid, 'source_period') then 'e.source_period' end,
                case when hub.has_column(c.oid, 'period') then 'e.period' end,
                'to_char(nullif(' || hub.code_day_sql(c.oid) || ', date ''9999-12-31''), ''YYYY-MM'')') || ')' as period_sql,
            case when c.relname = 'gl_entry' then 'e.debit - e.credit'
                else coalesce((
                    select 'e.' || x.name
                    from unnest(array[
                        'amount_functional', 'original_functional', 'net_functional', 'closing', 'balance_functional', 'net',
                        'amount', 'stored_cost', 'base_quantity', 'quantity'
                    ]) with ordinality as x (name, place)
                    where hub.has_column(c.oid, x.name)
                    order by x.place
                    limit 1
                ), 'null')
            end as amount_sql,
            coalesce((
                select 'e.' || x.name
                from unnest(array['functional_currency', 'transaction_currency']) with ordinality as x (name, place)
                where hub.has_column(c.oid, x.name)
                order by x.place
                limit 1
            ), 'null') as currency_sql
        from hub.code_kind as k
        inner join pg_class as c on c.relnamespace = 'canon'::regnamespace and c.relkind = 'r'
        inner join pg_attribute as a on a.attrelid = c.oid and a.attname::text = any (k.code_columns) and not a.attisdropped
        -- sums of rows have codes too, and follow the rows
        where k.kind = code_difference.kind and hub.has_column(c.oid, 'entity_key')
        order by c.relname, a.attname
    loop
        return query execute format(
            'select %1$L::text, %2$L::text, (%3$s)::text, (%4$s)::text, r.code_before, r.code_after, count(*), sum((%5$s)::numeric) '
            'from (select e.*, e.%2$I as code_before, '
            'hub.wanted_code($1, $2, coalesce(e.%6$I, e.%2$I), %7$s) as code_after '
            'from canon.%1$I as e '
            'where e.source = $1 and e.%2$I is not null and ($3 is null or coalesce(e.%6$I, e.%2$I) = any ($3))) as e '
            'cross join lateral (select e.code_before, e.code_after) as r '
            'where r.code_before is distinct from r.code_after '
            'group by 1, 2, 3, 4, 5, 6',
            t.name, t.code_column, t.period_sql, t.currency_sql, t.amount_sql, 'source_' || t.code_column, t.day_sql)
            using code_difference.source, code_difference.kind, codes;
    end loop;
    return query
        select
            p.entity, null::text, null::text, null::text, null::text, r.code_after, sum(p.documents)::bigint, null::numeric
        from hub.parked_code as p
        cross join lateral (select hub.wanted_code(p.source, p.kind, p.code, date '9999-12-31') as code_after) as r
        where p.source = code_difference.source
            and p.kind = code_difference.kind
            and (codes is null or p.code = any (codes))
            and r.code_after is not null
        group by p.entity, r.code_after;
end
$$;

revoke execute on function hub.code_difference from public;
grant execute on function hub.code_difference to yecai_books, yecai_dba;
