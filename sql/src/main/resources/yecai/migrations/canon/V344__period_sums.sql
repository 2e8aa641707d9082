-- Sums by month, kept with the rows that they are sums of (hub.keep_period_sums), so that a balance of a day needs the rows of one month only.
-- Text that a row does not have is '' here; what has no posting date counts in the period '0000-00'. entries says of how many rows a sum is: the
-- first month of an order is known from it, though what came in it left again.

create table canon.wip_period (
    source text not null,
    company text,
    plant text not null,
    production_order text collate "C" not null,
    period text not null,
    functional_currency text not null,
    amount numeric not null,
    entries bigint not null
);

create unique index wip_period_key on canon.wip_period (company, period, production_order, source, plant, functional_currency)
nulls not distinct;

create table canon.stock_period (
    source text not null,
    company text,
    plant text not null,
    location text not null,
    owner text not null,
    material text not null,
    period text not null,
    base_unit text not null,
    functional_currency text not null,
    quantity numeric not null,
    amount numeric not null
);

create unique index stock_period_key
on canon.stock_period (company, period, material, location, owner, source, plant, base_unit, functional_currency) nulls not distinct;

-- what was completed in a month, and what was posted in it, of one company
create index production_order_company_actual_end on canon.production_order (company, actual_end);

alter table canon.cost_entry no force row level security;
insert into canon.wip_period (source, company, plant, production_order, period, functional_currency, amount, entries)
select
    e.source, e.company, coalesce(e.plant, ''), coalesce(e.production_order, ''),
    case when e.posting_date is null then '0000-00' else to_char(least(e.posting_date, date '9999-12-31'), 'YYYY-MM') end, coalesce(e.functional_currency, ''),
    coalesce(sum(e.amount_functional), 0), count(*)
from canon.cost_entry as e
group by 1, 2, 3, 4, 5, 6;
alter table canon.cost_entry force row level security;

alter table canon.stock_movement no force row level security;
insert into canon.stock_period (
    source, company, plant, location, owner, material, period, base_unit, functional_currency, quantity, amount
)
select
    m.source, m.company, coalesce(m.plant, ''), coalesce(g.location, ''), g.owner, coalesce(m.material, ''),
    case when m.posting_date is null then '0000-00' else to_char(least(m.posting_date, date '9999-12-31'), 'YYYY-MM') end, coalesce(m.base_unit, ''),
    coalesce(m.functional_currency, ''), coalesce(sum(g.direction * m.base_quantity), 0), coalesce(sum(g.direction * m.amount_functional), 0)
from canon.stock_movement as m
cross join lateral (values (-1, m.from_location, m.from_owner), (1, m.to_location, m.to_owner)) as g (direction, location, owner)
where g.owner is not null
group by 1, 2, 3, 4, 5, 6, 7, 8, 9
having coalesce(sum(g.direction * m.base_quantity), 0) <> 0 or coalesce(sum(g.direction * m.amount_functional), 0) <> 0;
alter table canon.stock_movement force row level security;
