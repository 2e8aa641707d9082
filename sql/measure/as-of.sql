-- Receivables of a day for one company among 2,000,000 items of 50: in a new hub, as a superuser, with psql. Items, receipts that
-- settle three in four of them, and order lines with deliveries, nine in ten of which are billed. Then as the reader of one company:
-- explain (analyze, buffers) of the movements, and the function itself.
\timing on
set client_min_messages = warning;
insert into hub.source (source, pack, pack_version, state) values ('m', 'measure', '1', 'ready');
insert into canon.company (source, entity_key, company, functional_currency, time_zone)
select 'm', 'C' || c, 'C' || c, 'CNY', 'Asia/Shanghai' from generate_series(1, 50) as c;
insert into canon.currency (source, entity_key, currency, decimals) values ('m', 'CNY', 'CNY', 2);
insert into canon.receivable_item (
    source, entity_key, company, kind, document_type, document_no, document_date, posting_date, source_period, due_date, customer_invoice,
    customer, account, transaction_currency, functional_currency, original, open_transaction, original_functional, open_ledger, status
)
select
    'm', n::text, 'C' || 1 + n % 50, 'invoice', 'invoice', 'IV' || n, d.day, d.day, to_char(d.day, 'YYYY-MM'), d.day + 30, n::text,
    'K' || (n / 50) % 500, '1122', 'CNY', 'CNY', a.amount, case when n % 4 = 0 then a.amount else 0 end, a.amount,
    case when n % 4 = 0 then a.amount else 0 end, case when n % 4 = 0 then 'open' else 'closed' end
from generate_series(1, 2000000) as n
cross join lateral (select date '2025-01-01' + (n / 50 % 600)::integer as day) as d
cross join lateral (select 100 + n % 977 as amount) as a;
insert into canon.receipt (
    source, entity_key, company, document_no, document_date, posting_date, source_period, customer, method, transaction_currency,
    functional_currency, amount, amount_functional, status
)
select
    'm', i.entity_key, i.company, 'RC' || i.entity_key, i.posting_date + 25, i.posting_date + 25, to_char(i.posting_date + 25, 'YYYY-MM'),
    i.customer, 'bank', 'CNY', 'CNY', i.original, i.original, 'posted'
from canon.receivable_item as i
where i.status = 'closed';
insert into canon.receipt_allocation (
    source, entity_key, company, receipt, receivable_item, customer_invoice, allocation_date, posting_date, source_period,
    transaction_currency, functional_currency, amount, amount_functional
)
select
    'm', r.entity_key, r.company, r.entity_key, r.entity_key, r.entity_key, r.posting_date + 1, r.posting_date, r.source_period, 'CNY',
    'CNY', r.amount, r.amount
from canon.receipt as r;
insert into canon.shipment_line (
    source, entity_key, company, document_no, posting_date, shipment_kind, sales_order_line, customer, material, unit, quantity,
    shipment_date, recognized_date, transaction_currency, functional_currency, net, tax, net_functional, tax_functional,
    unbilled_quantity, unbilled_net, unbilled_tax
)
select
    'm', n::text, 'C' || 1 + n % 50, 'DN' || n, d.day, 'shipment', (n / 100 * 50 + n % 50)::text, 'K' || (n / 100) % 500,
    'M' || n % 100, 'EA', 10, d.day, d.day, 'CNY', 'CNY', 1000, 130, 1000, 130, 0, 0, 0
from generate_series(1, 400000) as n
cross join lateral (select date '2025-01-01' + (n / 50 % 600)::integer as day) as d;
insert into canon.document_link (
    source, entity_key, company, customer, link_kind, from_entity, from_key, to_entity, to_key, quantity, unit, amount,
    transaction_currency, posting_date
)
select
    'm', s.entity_key, s.company, s.customer, 'bills', 'customer_invoice_line', s.entity_key, 'shipment_line', s.entity_key, 10, 'EA',
    1000, 'CNY', s.posting_date + 10
from canon.shipment_line as s
where s.entity_key::integer % 10 <> 0;
vacuum analyze;
select hub.add_principal('one', 'service', '{finance_reader}');
select hub.add_login('one_1', 'one', 'secret-of-one');
select hub.grant_scope('one', 'company', 'C7', null, 'measure');
\c - one_1
explain (analyze, buffers)
select m.receivable_item, m.customer, sum(m.amount) from finance.receivable_movement as m
where m.effective_date <= '2026-06-30' group by 1, 2 having sum(m.amount) <> 0;
explain (analyze, buffers)
select u.sales_order_line, u.customer, sum(u.amount) from finance.unbilled_movement as u
where u.effective_date <= '2026-06-30' group by 1, 2 having sum(u.amount) <> 0;
\timing on
select count(*), sum(open_functional), sum(open_functional) filter (where kind = 'unbilled') from finance.receivable_open_as_of('2026-06-30');
select count(*), sum(open_functional), sum(open_functional) filter (where kind = 'unbilled') from finance.receivable_open_as_of('2026-06-30');
select count(*), sum(open_functional), sum(open_functional) filter (where kind = 'unbilled') from finance.receivable_open_as_of('2026-06-30');
select count(*), sum(open_functional), sum(open_functional) filter (where kind = 'unbilled') from finance.receivable_as_of('2026-06-30');
select count(*), sum(total) from finance.receivable_aging_as_of('2026-06-30');
select count(*), sum(total) from finance.receivable_aging;
