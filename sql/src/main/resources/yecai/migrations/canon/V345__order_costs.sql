-- What completed production orders cost and why, kept beside them, so that variances and the roll-up of a month are read and not worked out
-- (functions/hub/cost/order_costs.sql). One row per order with its lines in it: there while nothing changed that they are made of, and one
-- row to take away when it does.

create type canon.order_variance_line as (
    component_no integer,
    component_kind text,
    component text,
    cost_center text,
    unit text,
    standard_quantity numeric,
    standard_price numeric,
    standard_amount numeric,
    actual_quantity numeric,
    actual_price numeric,
    actual_amount numeric,
    usage_variance numeric,
    price_variance numeric,
    efficiency_variance numeric,
    rate_variance numeric,
    other_variance numeric,
    total numeric,
    is_substitute boolean,
    standard_version text,
    standard_basis text
);

create type canon.order_flow_line as (
    direction text,
    element text,
    component text,
    quantity numeric,
    amount numeric
);

-- variances and flows are null of an order that cannot be kept: what it is made of is not all of its own company, or reverses another order's.
-- inputs: 'm:' and a material, 'c:' and a cost center, by which a changed standard, rate or unit finds the orders.
create table canon.order_costed (
    source text not null,
    production_order text collate "C" not null,
    company text,
    plant text,
    actual_end date,
    inputs text[] not null default '{}',
    variances canon.order_variance_line[],
    flows canon.order_flow_line[]
) with (toast_tuple_target = 8160);

create unique index order_costed_key on canon.order_costed (production_order, source);
create index order_costed_inputs on canon.order_costed using gin (inputs) with (gin_pending_list_limit = 256);

-- Completed orders that are to be kept, newest first.
create table hub.order_due (
    source text not null,
    production_order text collate "C" not null,
    actual_end date,
    primary key (source, production_order)
);

create index order_due_newest on hub.order_due (source, actual_end desc nulls last);
grant select, insert, update, delete on hub.order_due to yecai_capture;

alter table canon.production_order no force row level security;
insert into hub.order_due (source, production_order, actual_end)
select o.source, o.entity_key, o.actual_end
from canon.production_order as o
where o.status in ('completed', 'closed');
alter table canon.production_order force row level security;
