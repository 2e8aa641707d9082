-- What changed the stock of a place: each movement once for the place that it left and once for the one that it reached (in is
-- positive), as far as they are in the books, and one row without a day for what the ERP's stored balance holds and no movement
-- explains. finance.stock_balance_as_of and finance.inventory_rollforward add it up.
create or replace function finance.stock_position(of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    location text,
    owner text,
    material text,
    movement_kind text,
    day date,
    is_opening boolean,
    quantity numeric,
    base_unit text,
    amount numeric,
    functional_currency text
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
with leg as materialized (
    select
        m.source,
        m.company,
        m.plant,
        g.location,
        g.owner,
        m.material,
        m.movement_kind,
        m.posting_date as day,
        g.direction * m.base_quantity as quantity,
        m.base_unit,
        g.direction * m.amount_functional as amount,
        m.functional_currency
    from finance.stock_movement as m
    cross join lateral (
        values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)
    ) as g (direction, location, owner)
    where g.owner is not null and (stock_position.of_company is null or m.company = stock_position.of_company)
)
select
    l.source,
    l.company,
    coalesce(b.plant, l.plant) as plant,
    l.location,
    coalesce(b.owner, l.owner) as owner,
    l.material,
    l.movement_kind,
    l.day,
    false as is_opening,
    l.quantity,
    l.base_unit,
    l.amount,
    l.functional_currency
from leg as l
left join (
    select s.source, s.company, s.location, s.material, min(s.plant) as plant, min(s.owner) as owner
    from finance.stock_balance as s
    group by s.source, s.company, s.location, s.material
) as b on b.source = l.source and b.company = l.company and b.location = l.location and b.material = l.material
union all
select
    s.source,
    s.company,
    min(s.plant) as plant,
    s.location,
    min(s.owner) as owner,
    s.material,
    'opening' as movement_kind,
    null::date as day,
    true as is_opening,
    sum(s.base_quantity) - coalesce(min(m.quantity), 0) as quantity,
    min(s.base_unit) as base_unit,
    sum(s.amount_functional) - coalesce(min(m.amount), 0) as amount,
    min(s.functional_currency) as functional_currency
from finance.stock_balance as s
left join (
    select l.source, l.company, l.location, l.material, sum(l.quantity) as quantity, sum(l.amount) as amount
    from leg as l
    group by l.source, l.company, l.location, l.material
) as m on m.source = s.source and m.company = s.company and m.location = s.location and m.material = s.material
where stock_position.of_company is null or s.company = stock_position.of_company
group by s.source, s.company, s.location, s.material;
$$;

revoke execute on function finance.stock_position from public;
grant execute on function finance.stock_position to finance_reader;
