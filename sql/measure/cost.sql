-- Costs of one company and month among 10,080,000 entries of 720,000 orders (three companies, twelve months, 41 products on three levels,
-- dated standards), and 5,000,000 stock movements: in a new hub, as a superuser, with psql. An order's entries lie on four days, among those of
-- all others of these days, as they came. Then as the reader of one company: variances, roll-up and roll-forwards of a month.
\timing on
set client_min_messages = warning;
insert into hub.source (source, pack, pack_version, state) values ('m', 'measure', '1', 'ready');
insert into canon.company (source, entity_key, company, functional_currency, time_zone)
select 'm', 'C' || c, 'C' || c, 'CNY', 'Asia/Shanghai' from generate_series(1, 3) as c;
insert into canon.currency (source, entity_key, currency, decimals) values ('m', 'CNY', 'CNY', 2);
insert into canon.material (source, entity_key, material, name, base_unit, material_kind, stock_account, material_group)
select 'm', x.material, x.material, x.material, 'EA', x.kind, case x.kind when 'raw' then '1403' else '1406' end, x.kind
from (
    select 'R' || n as material, 'raw' as kind from generate_series(1, 60) as n
    union all
    select 'P' || n, 'made' from generate_series(0, 40) as n
) as x;
-- component 1 of products of the second and third level is a product of the level below
create temporary table part as
select
    'P' || p as product,
    i as line,
    case
        when i = 1 and p >= 34 then 'P' || 20 + p % 14
        when i <= 2 and p >= 20 then 'P' || (p + i) % 20
        else 'R' || 1 + (p * 7 + i * 11) % 60
    end as component,
    1 + (p + i) % 4 as quantity,
    case when i = 1 and p >= 34 then 55.5 when i <= 2 and p >= 20 then 33.25 else 2.5 + (p + i) % 7 end as price
from generate_series(0, 40) as p
cross join generate_series(1, 6) as i;
insert into canon.standard_cost (
    source, entity_key, company, plant, material, component_no, component_kind, component, cost_center, basis, quantity_per, unit, price,
    functional_currency, version, valid_from, valid_to, standard_basis
)
select
    'm', 'L' || c || '/' || s.product || ':' || y || '/' || s.line, 'C' || c, 'L' || c, s.product, s.line, s.kind, s.component, s.center,
    s.basis, s.quantity, s.unit, s.price, 'CNY', y || '-01-01', make_date(y, 1, 1), case when y < 2025 then make_date(y, 12, 31) end, 'standard'
from generate_series(1, 3) as c
cross join generate_series(2023, 2025) as y
cross join (
    select p.product, p.line, 'material' as kind, p.component, null as center, null as basis, p.quantity, 'EA' as unit, p.price from part as p
    union all
    select distinct p.product, 7, 'labor', null, 'K1', null, 0.5, 'H', 40 from part as p
    union all
    select distinct p.product, 8, 'machine', null, 'K1', null, 0.2, 'H', 60 from part as p
    union all
    select distinct p.product, 9, 'overhead', null, 'K1', 'labor_cost', 20, 'CNY', 0.25 from part as p
) as s;
create temporary table made as
select
    n,
    n::text as entity_key,
    1 + n % 3 as c,
    'P' || (n / 3) % 41 as product,
    -- completed on one of the 365 days of 2025
    date '2025-01-01' + (n / 3 % 365) as ended,
    10 + n % 5 as good
from generate_series(1, 720000) as n;
insert into canon.production_order (
    source, entity_key, company, plant, document_type, document_no, document_date, material, unit, planned_quantity, completed_quantity,
    status, release_date, actual_start, actual_end, functional_currency, standard_cost
)
select
    'm', m.entity_key, 'C' || m.c, 'L' || m.c, 'production', 'MO' || m.n, m.ended - 12, m.product, 'EA', m.good, m.good, 'closed',
    m.ended - 12, m.ended - 10, m.ended, 'CNY', m.good * s.price
from made as m
inner join (
    select p.product, sum(p.quantity * p.price) + 20 + 12 + 5 as price from part as p group by p.product
) as s on s.product = m.product
order by m.ended, m.n;
insert into canon.cost_entry (
    source, entity_key, company, plant, production_order, production_order_no, document_type, document_no, document_date, posting_date,
    source_period, element, entry_kind, cost_center, material, quantity, unit, transaction_currency, functional_currency,
    amount_transaction, amount_functional, reverses
)
select
    'm', m.entity_key || '/' || x.line, 'C' || m.c, 'L' || m.c, m.entity_key, 'MO' || m.n, x.kind, 'D' || m.n || '/' || x.line, x.day, x.day,
    to_char(x.day, 'YYYY-MM'), x.element, x.kind, x.center, x.material, x.quantity, x.unit, 'CNY', 'CNY', x.amount, x.amount, x.reverses
from made as m
cross join lateral (
    select
        p.line, 'issue' as kind, 'material' as element, null as center, p.component as material, p.quantity * m.good + m.n % 3 as quantity,
        'EA' as unit, round((p.quantity * m.good + m.n % 3) * p.price * (1 + (m.n % 7 - 3) / 100.0), 2) as amount, m.ended - 10 as day,
        null::text as reverses
    from part as p
    where p.product = m.product
    union all
    select 7, 'issue', 'material', null, 'R1', 1, 'EA', 2.5, m.ended - 5, null
    union all
    select 8, 'reversal', 'material', null, 'R1', -1, 'EA', -2.5, m.ended - 5, m.entity_key || '/7'
    union all
    select 9, 'activity', 'labor', 'K1', null, 0.5 * m.good, 'H', 20.5 * m.good, m.ended - 5, null
    union all
    select 10, 'activity', 'labor', 'K1', null, 0.25, 'H', 10, m.ended - 2, null
    union all
    select 11, 'activity', 'machine', 'K1', null, 0.2 * m.good, 'H', 12 * m.good, m.ended - 2, null
    union all
    select 12, 'absorption', 'overhead', 'K1', null, null, null, 5.13 * m.good, m.ended - 2, null
    union all
    select 13, 'output', 'material', null, m.product, m.good, 'EA', -80.00 * m.good, m.ended, null
    union all
    select 14, 'settlement', 'material', null, null, null, null, 1.23, m.ended, null
) as x
order by x.day, hashint4(m.n), x.line;
-- the settlement of orders that are closed leaves nothing; one in fifty is not settled yet
update canon.cost_entry as e
set amount_functional = -o.rest, amount_transaction = -o.rest
from (
    select w.production_order, sum(w.amount_functional) as rest
    from canon.cost_entry as w
    where w.entry_kind <> 'settlement'
    group by w.production_order
) as o
where e.entry_kind = 'settlement' and e.production_order = o.production_order and o.production_order::integer % 50 <> 0;
insert into canon.stock_location (source, entity_key, company, plant, location, location_kind, owner, in_books)
select 'm', 'L' || c || k, 'C' || c, 'L' || c, 'L' || c || k, 'storage', 'own', true
from generate_series(1, 3) as c
cross join generate_series(1, 4) as k;
insert into canon.stock_movement (
    source, entity_key, company, plant, document_no, posting_date, source_period, movement_kind, material, quantity, unit, base_quantity,
    base_unit, from_location, from_owner, to_location, to_owner, functional_currency, amount_functional
)
select
    'm', e.entity_key, e.company, e.plant, e.document_no, e.posting_date, e.source_period,
    case e.entry_kind when 'output' then 'production_output' else 'production_issue' end, e.material, e.quantity, 'EA', e.quantity, 'EA',
    case e.entry_kind when 'output' then null else e.plant || 1 + (hashtext(e.material) & 3) end,
    case e.entry_kind when 'output' then null else 'own' end,
    case e.entry_kind when 'output' then e.plant || 1 + (hashtext(e.material) & 3) end,
    case e.entry_kind when 'output' then 'own' end, 'CNY', abs(e.amount_functional)
from canon.cost_entry as e
where e.entry_kind in ('issue', 'output') and e.material is not null
order by e.ctid
limit 5000000;
vacuum analyze;
-- what the capture keeps of completed orders when it has nothing else to do, newest first; nothing here is of two companies
insert into canon.order_costed (source, production_order, company, plant, actual_end, inputs, variances, flows)
select
    o.source, o.entity_key, o.company, o.plant, o.actual_end,
    array(
        select distinct x.input
        from (
            select 'm:' || o.material as input
            union all
            select 'm:' || e.material from canon.cost_entry as e where e.source = o.source and e.production_order = o.entity_key
            union all
            select 'c:' || e.cost_center from canon.cost_entry as e where e.source = o.source and e.production_order = o.entity_key
        ) as x
        where x.input is not null
    ),
    array(
        select
            row(
                v.component_no, v.component_kind, v.component, v.cost_center, v.unit, v.standard_quantity, v.standard_price, v.standard_amount,
                v.actual_quantity, v.actual_price, v.actual_amount, v.usage_variance, v.price_variance, v.efficiency_variance, v.rate_variance,
                v.other_variance, v.total, v.is_substitute, v.standard_version, v.standard_basis
            )::canon.order_variance_line
        from mart.variance_line_all as v
        where v.source = o.source and v.production_order = o.entity_key
    ),
    array(
        select row(f.direction, f.element, f.component, f.quantity, f.amount)::canon.order_flow_line
        from mart.flow_line_all as f
        where f.source = o.source and f.production_order = o.entity_key
    )
from canon.production_order as o
order by o.actual_end desc, o.entity_key;
delete from hub.order_due;
vacuum analyze canon.order_costed;
select hub.add_principal('one', 'service', '{finance_reader}');
select hub.add_login('one_1', 'one', 'secret-of-one');
select hub.grant_scope('one', 'company', 'C2', null, 'measure');
