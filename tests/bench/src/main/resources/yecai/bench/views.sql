-- Rows for `yecai bench views`: the companies' entries lie mixed, as an ERP writes them. Indexes are made after the rows.
set local maintenance_work_mem = '512MB';

create temporary table kept as
select i.indexdef, i.schemaname, i.indexname
from pg_indexes as i
where i.schemaname = 'canon'
    and i.tablename in ('cost_entry', 'receivable_item')
    and i.indexname not like '%\_pkey';

do $$
declare
    doomed record;
begin
    for doomed in select * from kept loop
        execute format('drop index %I.%I', doomed.schemaname, doomed.indexname);
    end loop;
end
$$;

truncate canon.cost_entry, canon.receivable_item;

insert into canon.company (source, entity_key, company, name, time_zone)
select 'bench', n::text, 'C' || n, 'Company ' || n, 'Asia/Shanghai' from generate_series(1, 50) as n;

insert into canon.exchange_rate (source, entity_key, from_currency, to_currency, rate_type, rate, valid_from)
select 'bench', d::date::text, 'EUR', 'CNY', 'transaction', 7.8, d::date
from generate_series(date '2023-12-01', date '2026-12-31', interval '1 day') as d;

insert into canon.material (source, entity_key, material, name)
select 'bench', n::text, 'M' || n, 'Material ' || n from generate_series(0, 999) as n;

insert into canon.customer (source, entity_key, customer, name)
select 'bench', n::text, 'U' || n, 'Customer ' || n from generate_series(0, 999) as n;

insert into canon.cost_entry (
    source, entity_key, company, plant, production_order, production_order_no, document_type, document_no, line_no,
    document_date, posting_date, source_period, ledger_period, element, entry_kind, cost_center, material, quantity, unit,
    unit_cost, transaction_currency, functional_currency, amount_transaction, amount_functional, source_tx,
    source_committed_at
)
select
    'bench', n::text, 'C' || (hashint8(n) & 1023) % 50 + 1, 'P' || n % 7, (n / 20)::text, 'PO' || n / 20, 'issue',
    'D' || n / 3, n % 3, d.day, d.day, d.month, d.month, (array['material', 'labour', 'overhead', 'outside'])[n % 4 + 1],
    'issue', 'K' || n % 40, 'M' || n % 1000, n % 17, 'pcs', n % 13, 'CNY',
    case when (hashint8(n) & 1023) % 50 % 2 = 0 then 'CNY' else 'EUR' end, n % 1000, n % 1000, (n / 10)::text,
    timestamptz '2026-01-01 00:00:00+00'
from generate_series(1, :entries) as n
cross join lateral (
    select
        date '2024-01-01' + (n::bigint * 1000 / :entries)::integer as day,
        to_char(date '2024-01-01' + (n::bigint * 1000 / :entries)::integer, 'YYYY-MM') as month
) as d;

insert into canon.receivable_item (
    source, entity_key, company, kind, document_type, document_no, document_date, posting_date, due_date, customer,
    transaction_currency, functional_currency, original, open_transaction, original_functional, open_ledger, status
)
select
    'bench', n::text, 'C' || (hashint8(n) & 1023) % 50 + 1, 'invoice', 'invoice', 'I' || n,
    date '2024-01-01' + (n % 1000)::integer, date '2024-01-01' + (n % 1000)::integer,
    date '2024-01-31' + (n % 1000)::integer, 'U' || n % 1000, 'CNY', 'CNY', n % 1000,
    case when n % 4 = 0 then n % 1000 else 0 end, n % 1000, case when n % 4 = 0 then n % 1000 else 0 end,
    case when n % 4 = 0 then 'open' else 'paid' end
from generate_series(1, :entries / 5) as n;

do $$
declare
    wanted record;
begin
    for wanted in select * from kept loop
        execute wanted.indexdef;
    end loop;
end
$$;

select
    hub.add_principal('bench_one', 'person', '{finance_reader}'),
    hub.add_principal('bench_ten', 'person', '{finance_reader}'),
    hub.add_principal('bench_all', 'person', '{finance_reader}');

select hub.grant_access('bench_one', 'company', 'C7', null, 'bench');

select hub.grant_access('bench_ten', 'company', 'C' || n, null, 'bench') from generate_series(1, 10) as n;

select hub.grant_access('bench_all', 'company', '*', null, 'bench');
