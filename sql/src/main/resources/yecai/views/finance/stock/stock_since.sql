-- What changed the stock of a place from a day on: each movement of that month and later once for the place that it left and once for the one that it
-- reached (in is positive), as far as they are in the books; before it, one row for each month (kind 'before', day its last), and one without a day for what
-- the ERP's stored balance holds and no movement explains ('opening'). finance.inventory_rollforward and finance.stock_balance_as_of add it up.
-- For narrowed readers 'before' is a row for each movement. to_date: no later days.
create or replace function finance.stock_since(from_date date, to_date date, of_company text default null)
returns table (
    source text,
    company text,
    plant text,
    location text,
    owner text,
    material text,
    movement_kind text,
    day date,
    quantity numeric,
    base_unit text,
    amount numeric,
    functional_currency text
)
language plpgsql stable
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
    first_period constant text := to_char(stock_since.from_date, 'YYYY-MM');
    first_day constant date := date_trunc('month', stock_since.from_date::timestamp)::date;
    is_narrowed constant boolean := exists (select from finance.narrowed_reader);
begin
return query
with sums as materialized (
    select
        p.source, p.company, p.plant, p.location, p.owner, p.material, p.period, p.base_unit, p.functional_currency, p.base_quantity,
        p.amount_functional
    from finance.stock_period as p
    where not is_narrowed and (stock_since.of_company is null or p.company = stock_since.of_company)
    union all
    select
        m.source, m.company, m.plant, g.location, g.owner, m.material,
        case when m.posting_date is null then '0000-00' else to_char(least(m.posting_date, date '9999-12-31'), 'YYYY-MM') end,
        m.base_unit, m.functional_currency, coalesce(g.direction * m.base_quantity, 0), coalesce(g.direction * m.amount_functional, 0)
    from finance.stock_movement as m
    cross join lateral (
        values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)
    ) as g (direction, location, owner)
    where is_narrowed and g.owner is not null and (stock_since.of_company is null or m.company = stock_since.of_company)
),
stored as materialized (
    select
        s.source, s.company, s.location, s.material, min(s.plant) as plant, min(s.owner) as owner, sum(s.base_quantity) as quantity,
        min(s.base_unit) as base_unit, sum(s.amount_functional) as amount, min(s.functional_currency) as functional_currency
    from finance.stock_balance as s
    where stock_since.of_company is null or s.company = stock_since.of_company
    group by s.source, s.company, s.location, s.material
),
leg as (
    select
        p.source, p.company, p.plant, p.location, p.owner, p.material, 'before' as movement_kind,
        case
            when p.period > '0000-00' then (to_date(p.period, 'YYYY-MM') + interval '1 month')::date - 1
        end as day,
        p.base_quantity as quantity, p.base_unit, p.amount_functional as amount, p.functional_currency
    from sums as p
    where p.period < first_period
    union all
    select
        m.source, m.company, m.plant, g.location, g.owner, m.material, m.movement_kind, m.posting_date,
        g.direction * m.base_quantity, m.base_unit, g.direction * m.amount_functional, m.functional_currency
    from finance.stock_movement as m
    cross join lateral (
        values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)
    ) as g (direction, location, owner)
    where
        g.owner is not null
        and m.posting_date >= first_day
        and m.posting_date <= stock_since.to_date
        and (stock_since.of_company is null or m.company = stock_since.of_company)
)
select
    l.source, l.company, coalesce(b.plant, l.plant), l.location, coalesce(b.owner, l.owner), l.material, l.movement_kind, l.day, l.quantity,
    l.base_unit, l.amount, l.functional_currency
from leg as l
left join stored as b on b.source = l.source and b.company = l.company and b.location = l.location and b.material = l.material
union all
select
    b.source, b.company, b.plant, b.location, b.owner, b.material, 'opening', null, b.quantity - coalesce(m.quantity, 0), b.base_unit,
    b.amount - coalesce(m.amount, 0), b.functional_currency
from stored as b
left join (
    select p.source, p.company, p.location, p.material, sum(p.base_quantity) as quantity, sum(p.amount_functional) as amount
    from sums as p
    group by p.source, p.company, p.location, p.material
) as m on m.source = b.source and m.company = b.company and m.location = b.location and m.material = b.material;
end
$$;

revoke execute on function finance.stock_since from public;
grant execute on function finance.stock_since to finance_reader;
