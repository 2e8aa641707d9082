-- Compares ways to write the row policy, on 2 million rows of 50 companies. Run as a superuser in an empty database that
-- `yecai init` and `yecai migrate` have prepared: psql -f sql/measure/policy-forms.sql. It makes roles named measure_*
-- and drops them at the end. Every figure is the median of nine runs; the forms alternate, so that noise hits all.

\set ON_ERROR_STOP on
set client_min_messages = warning;
set max_parallel_workers_per_gather = 0;

insert into canon.cost_entry (
    source, entity_key, company, posting_date, element, entry_kind, functional_currency, amount_functional, source_period
)
select
    'measure', n::text, 'C' || (n % 50 + 1), date '2024-01-01' + n % 1000, 'material', 'issue', 'CNY', n % 1000, '2024-01'
from generate_series(1, 2000000) as n;

-- Two more copies, each under one policy only, without the union of views.
create table canon.measure_array as table canon.cost_entry;
create index on canon.measure_array (company, posting_date);
create table canon.measure_in as table canon.cost_entry;
create index on canon.measure_in (company, posting_date);
vacuum analyze canon.cost_entry, canon.measure_array, canon.measure_in;

-- For these two the scope table names every company, as '*' has no meaning there.
create table hub.measure_scope (principal text, company text);
create index on hub.measure_scope (principal);
alter table canon.measure_array enable row level security;
alter table canon.measure_in enable row level security;
create policy measure on canon.measure_array to yecai_mart using (
    company = any (array(select s.company from hub.measure_scope as s where s.principal = current_user))
);
create policy measure on canon.measure_in to yecai_mart using (
    company in (select s.company from hub.measure_scope as s where s.principal = current_user)
);
grant select on canon.measure_array, canon.measure_in, hub.measure_scope to yecai_mart;
create view mart.measure_array with (security_barrier = true) as select * from canon.measure_array;
create view mart.measure_in with (security_barrier = true) as select * from canon.measure_in;
alter view mart.measure_array owner to yecai_mart;
alter view mart.measure_in owner to yecai_mart;

create temporary table measured (reader text, form text, query text, milliseconds numeric);
grant insert on measured to public;
grant usage on schema mart, canon to finance_reader;
grant select on mart.cost_entry, mart.measure_array, mart.measure_in to finance_reader;

select hub.add_principal('measure_one', 'person', '{finance_reader}');
select hub.add_principal('measure_ten', 'person', '{finance_reader}');
select hub.add_principal('measure_all', 'person', '{finance_reader}');
select hub.grant_scope('measure_one', 'company', 'C7', null, 'measure');
select hub.grant_scope('measure_ten', 'company', 'C' || n, null, 'measure') from generate_series(1, 10) as n;
select hub.grant_scope('measure_all', 'company', '*', null, 'measure');
insert into hub.measure_scope
values ('measure_one', 'C7');
insert into hub.measure_scope
select 'measure_ten', 'C' || n from generate_series(1, 10) as n
union all
select 'measure_all', 'C' || n from generate_series(1, 50) as n;
analyze hub.scope, hub.measure_scope;

create procedure pg_temp.measure(reader text, form text, relation text, condition text)
language plpgsql as $$
declare
    query record;
    started timestamptz;
begin
    for query in values
        ('sum', 'select sum(amount_functional) from %s where %s'),
        ('month', 'select sum(amount_functional) from %s where %s and posting_date between ''2024-03-01'' and ''2024-03-31''')
    loop
        if form <> 'owner' then
            execute format('set local role %I', 'measure_' || reader);
        end if;
        started := clock_timestamp();
        execute format(query.column2, relation, condition);
        insert into measured values (reader, form, query.column1, extract(epoch from clock_timestamp() - started) * 1000);
        reset role;
    end loop;
end
$$;

do $$
declare
    reader record;
begin
    for run in 1..9 loop
        call pg_temp.measure('one', 'owner', 'canon.cost_entry', 'company = ''C7''');
        call pg_temp.measure('ten', 'owner', 'canon.cost_entry',
            'company in (''C1'',''C2'',''C3'',''C4'',''C5'',''C6'',''C7'',''C8'',''C9'',''C10'')');
        call pg_temp.measure('all', 'owner', 'canon.cost_entry', 'true');
        for reader in select r from unnest(array['one', 'ten', 'all']) as r loop
            call pg_temp.measure(reader.r, 'union', 'mart.cost_entry', 'true');
            call pg_temp.measure(reader.r, 'array', 'mart.measure_array', 'true');
            call pg_temp.measure(reader.r, 'in', 'mart.measure_in', 'true');
        end loop;
        commit;
    end loop;
end
$$;

select
    m.query,
    m.reader,
    m.form,
    round(percentile_cont(0.5) within group (order by m.milliseconds)::numeric, 1) as median_ms,
    round((
        percentile_cont(0.5) within group (order by m.milliseconds)
        / (
            select percentile_cont(0.5) within group (order by o.milliseconds)
            from measured as o
            where o.form = 'owner' and o.query = m.query and o.reader = m.reader
        )
    )::numeric, 2) as of_owner
from measured as m
group by m.query, m.reader, m.form
order by m.query, m.reader, m.form;

drop view mart.measure_array, mart.measure_in;
drop table canon.measure_array, canon.measure_in, hub.measure_scope;
revoke usage on schema mart, canon from finance_reader;
revoke select on mart.cost_entry from finance_reader;
delete from canon.cost_entry where source = 'measure';
