-- What became of the work in progress of each production order from one day to another: what was in it at the end of the day before
-- (opening), what went in by element, what came out as output, by-product or scrap, what was settled, and what was in it at the end of the
-- last day (closing). Opening and all movements together are the closing; the closings of a company are its ledger's account of control kind
-- 'wip'. Orders that had nothing in them and did not move are left out. of_company: that company only.
create or replace function finance.wip_rollforward(from_date date, to_date date, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    production_order text,
    material text,
    status text,
    functional_currency text,
    opening numeric,
    material_cost numeric,
    labor_cost numeric,
    machine_cost numeric,
    overhead_cost numeric,
    subcontract_cost numeric,
    other_cost numeric,
    output_amount numeric,
    by_product numeric,
    abnormal_scrap numeric,
    settlement numeric,
    unmapped_cost numeric,
    closing numeric,
    production_order_key text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_day constant date := date_trunc('month', wip_rollforward.from_date::timestamp)::date;
    is_narrowed constant boolean := exists (select from finance.narrowed_reader);
begin
if wip_rollforward.from_date is null or wip_rollforward.to_date is null then
    raise exception using errcode = '22004', message = 'from_date or to_date is null: give the first and the last day';
elsif wip_rollforward.from_date > wip_rollforward.to_date then
    raise exception using errcode = '22023', message = format(
        'from_date is %s, which is after to_date %s: give the earlier day first', wip_rollforward.from_date, wip_rollforward.to_date);
elsif wip_rollforward.to_date > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'to_date is %s, which is in the future: give a day up to today', wip_rollforward.to_date);
end if;
return query
with moved as materialized (
    select
        m.source,
        m.company,
        m.production_order_key,
        min(m.plant) as plant,
        min(m.functional_currency) as functional_currency,
        coalesce(sum(m.amount_functional) filter (where m.movement = 'opening'), 0) as opening,
        array[
            coalesce(sum(m.amount_functional) filter (where m.movement = 'material'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'labor'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'machine'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'overhead'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'subcontract'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'other'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'output'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'by_product'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'abnormal_scrap'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'settlement'), 0),
            coalesce(sum(m.amount_functional) filter (where m.movement = 'unmapped'), 0)
        ] as parts,
        sum(m.amount_functional) as closing,
        bool_or(m.movement <> 'opening') as has_moved
    from (
        -- up to the month before its sums, from then on the entries
        select p.source, p.company, p.production_order_key, p.plant, p.functional_currency, 'opening' as movement, p.amount_functional
        from finance.wip_period as p
        where
            not is_narrowed
            and p.period < to_char(wip_rollforward.from_date, 'YYYY-MM')
            and (wip_rollforward.of_company is null or p.company = wip_rollforward.of_company)
        union all
        select
            x.source, x.company, x.production_order_key, x.plant, x.functional_currency,
            case when x.posting_date < wip_rollforward.from_date then 'opening' else x.movement end, x.amount_functional
        from finance.wip_movement as x
        where
            x.posting_date >= first_day
            and x.posting_date <= wip_rollforward.to_date
            and (wip_rollforward.of_company is null or x.company = wip_rollforward.of_company)
        union all
        select x.source, x.company, x.production_order_key, x.plant, x.functional_currency, 'opening', x.amount_functional
        from finance.wip_movement as x
        where
            is_narrowed
            and (x.posting_date >= first_day) is not true
            and (wip_rollforward.of_company is null or x.company = wip_rollforward.of_company)
    ) as m
    group by m.source, m.company, m.production_order_key
    having bool_or(m.movement <> 'opening') or sum(m.amount_functional) <> 0
)
select
    m.source,
    m.company,
    coalesce(o.plant, m.plant),
    o.document_no,
    o.material,
    o.status,
    coalesce(o.functional_currency, m.functional_currency),
    m.opening,
    m.parts[1], m.parts[2], m.parts[3], m.parts[4], m.parts[5], m.parts[6], m.parts[7], m.parts[8], m.parts[9], m.parts[10],
    m.parts[11],
    m.closing,
    m.production_order_key
from moved as m
left join finance.production_order as o
    on o.source = m.source
    and o.company = m.company
    and o.entity_key = m.production_order_key
    and (wip_rollforward.of_company is null or o.company = wip_rollforward.of_company);
end
$$;

revoke execute on function finance.wip_rollforward from public;
grant execute on function finance.wip_rollforward to finance_reader;
