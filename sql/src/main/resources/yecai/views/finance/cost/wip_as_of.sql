-- Work in progress at the end of a day, by production order: all that went in up to it less what came out and was settled, by what it is made
-- of. Its sum by company is the ledger's account of control kind 'wip'. abandoned: the order is cancelled today, so that what is in it is a
-- loss. of_company: that company only.
create or replace function finance.wip_as_of(as_of date, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    production_order text,
    material text,
    status text,
    functional_currency text,
    debits numeric,
    credits numeric,
    settlement numeric,
    wip numeric,
    abandoned boolean,
    production_order_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_day constant date := date_trunc('month', wip_as_of.as_of::timestamp)::date;
    is_narrowed constant boolean := exists (select from finance.narrowed_reader);
    held_source text[];
    held_company text[];
    held_order text[];
    first_period text;
    since date;
begin
if wip_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the work in progress is wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif wip_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', wip_as_of.as_of);
end if;
-- which orders still hold something: up to the month before by their sums, from then on by their entries; and since when
select
    array_agg(s.source), array_agg(s.company), array_agg(s.production_order_key), min(s.first_period)
into held_source, held_company, held_order, first_period
from (
    select m.source, m.company, m.production_order_key, min(m.period) as first_period
    from (
        select p.source, p.company, p.production_order_key, p.period, p.amount_functional
        from finance.wip_period as p
        where
            not is_narrowed
            and p.period < to_char(wip_as_of.as_of, 'YYYY-MM')
            and (wip_as_of.of_company is null or p.company = wip_as_of.of_company)
        union all
        select x.source, x.company, x.production_order_key, to_char(first_day, 'YYYY-MM'), x.amount_functional
        from finance.wip_movement as x
        where
            x.posting_date >= first_day
            and x.posting_date <= wip_as_of.as_of
            and (wip_as_of.of_company is null or x.company = wip_as_of.of_company)
        union all
        select x.source, x.company, x.production_order_key, '0000-00', x.amount_functional
        from finance.wip_movement as x
        where
            is_narrowed
            and (x.posting_date >= first_day) is not true
            and (wip_as_of.of_company is null or x.company = wip_as_of.of_company)
    ) as m
    group by m.source, m.company, m.production_order_key
    having sum(m.amount_functional) <> 0
) as s;
since := case when first_period > '0000-00' then to_date(first_period, 'YYYY-MM') else date '-infinity' end;
return query
with still_in as (
    select h.source, h.company, h.production_order_key
    from unnest(held_source, held_company, held_order) as h (source, company, production_order_key)
),
held as materialized (
    select
        m.source,
        m.company,
        m.production_order_key,
        min(m.plant) as plant,
        min(m.functional_currency) as functional_currency,
        coalesce(sum(m.amount_functional) filter (
            where m.movement in ('material', 'labor', 'machine', 'overhead', 'subcontract', 'other')), 0) as debits,
        coalesce(sum(m.amount_functional) filter (where m.movement in ('output', 'by_product', 'abnormal_scrap', 'unmapped')), 0)
            as credits,
        coalesce(sum(m.amount_functional) filter (where m.movement = 'settlement'), 0) as settlement,
        sum(m.amount_functional) as wip
    from (
        select x.source, x.company, x.production_order_key, x.plant, x.functional_currency, x.movement, x.amount_functional
        from finance.wip_movement as x
        where
            x.posting_date >= since
            and x.posting_date <= wip_as_of.as_of
            and (wip_as_of.of_company is null or x.company = wip_as_of.of_company)
        union all
        select x.source, x.company, x.production_order_key, x.plant, x.functional_currency, x.movement, x.amount_functional
        from finance.wip_movement as x
        where
            since = date '-infinity'
            and x.posting_date is null
            and (wip_as_of.of_company is null or x.company = wip_as_of.of_company)
    ) as m
    where (m.source, coalesce(m.company, ''), coalesce(m.production_order_key, '')) in (
        select s.source, coalesce(s.company, ''), coalesce(s.production_order_key, '') from still_in as s
    )
    group by m.source, m.company, m.production_order_key
)
select
    h.source,
    h.company,
    coalesce(o.plant, h.plant),
    o.document_no,
    o.material,
    o.status,
    coalesce(o.functional_currency, h.functional_currency),
    h.debits,
    h.credits,
    h.settlement,
    h.wip,
    coalesce(o.status = 'cancelled', false),
    h.production_order_key
from held as h
left join finance.production_order as o
    on o.source = h.source
    and o.company = h.company
    and o.entity_key = h.production_order_key
    and (wip_as_of.of_company is null or o.company = wip_as_of.of_company);
end
$$;

revoke execute on function finance.wip_as_of from public;
grant execute on function finance.wip_as_of to finance_reader;
