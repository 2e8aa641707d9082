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
as $$
#variable_conflict use_column
begin
if wip_as_of.as_of is null then
    raise exception using errcode = '22004', message = 'as_of is null: give the day at whose end the work in progress is wanted';
-- the day begins first at UTC+14: a later one has begun in no company
elsif wip_as_of.as_of > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date then
    raise exception using errcode = '22023', message = format(
        'as_of is %s, which is in the future: give a day up to today', wip_as_of.as_of);
end if;
return query
with held as materialized (
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
    from finance.wip_movement as m
    where
        (m.effective_date > wip_as_of.as_of) is not true
        and (wip_as_of.of_company is null or m.company = wip_as_of.of_company)
    group by m.source, m.company, m.production_order_key
    having sum(m.amount_functional) <> 0
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
