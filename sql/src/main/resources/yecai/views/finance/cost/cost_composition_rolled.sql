-- finance.cost_composition beside what its products are made of through all levels (成本还原): *_share are the elements as they were booked in the
-- month, where a made component counts as material, *_share_rolled those of the orders completed in it, with made components replaced by what they
-- are made of (finance.cost_rollup, which says how). They are null where no order for the product was completed in the month. A function and no columns of
-- the view, since whoever asks the view for a month would pay for all levels. of_company: that company only.
create or replace function finance.cost_composition_rolled(from_period text, to_period text, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    material text,
    material_name text,
    month text,
    functional_currency text,
    orders bigint,
    total_cost numeric,
    material_share numeric,
    labor_share numeric,
    machine_share numeric,
    overhead_share numeric,
    subcontract_share numeric,
    material_share_rolled numeric,
    labor_share_rolled numeric,
    machine_share_rolled numeric,
    overhead_share_rolled numeric,
    subcontract_share_rolled numeric,
    other_share_rolled numeric
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
select
    c.source,
    c.company,
    c.plant,
    c.material,
    c.material_name,
    c.month,
    c.functional_currency,
    c.orders,
    c.total_cost,
    c.material_share,
    c.labor_share,
    c.machine_share,
    c.overhead_share,
    c.subcontract_share,
    r.material_share,
    r.labor_share,
    r.machine_share,
    r.overhead_share,
    r.subcontract_share,
    r.other_share
from finance.cost_rollup(
    cost_composition_rolled.from_period, cost_composition_rolled.to_period, cost_composition_rolled.of_company) as r
right join finance.cost_composition as c
    on c.source = r.source
    and c.company is not distinct from r.company
    and c.plant is not distinct from r.plant
    and c.material = r.material
    and c.month = r.period
where
    c.month >= cost_composition_rolled.from_period
    and c.month <= cost_composition_rolled.to_period
    and (cost_composition_rolled.of_company is null or c.company = cost_composition_rolled.of_company);
$$;

revoke execute on function finance.cost_composition_rolled from public;
grant execute on function finance.cost_composition_rolled to finance_reader;
