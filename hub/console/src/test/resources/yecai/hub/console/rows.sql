insert into hub.source (source, pack, pack_version, state, position, position_committed_at, applied_transactions)
values ('t', 'demo', '1', 'streaming', '0/16B3740', clock_timestamp(), 10);
insert into canon.company (source, entity_key, company, name, functional_currency, time_zone)
select 't', 'C' || n, n || '000', 'Company ' || n, 'CNY', 'UTC' from generate_series(1, 2) as n;
insert into canon.currency (source, entity_key, currency, decimals) values ('t', 'CNY', 'CNY', 2);
insert into canon.customer (source, entity_key, customer, name) values ('t', 'A', 'A', 'Customer A');
insert into canon.receivable_item (source, entity_key, company, kind, document_no, document_date, posting_date,
    due_date, customer, account, transaction_currency, functional_currency, original, open_transaction,
    original_functional, open_ledger, status, source_tx, source_committed_at)
select 't', 'R' || n, (1 + n % 2) || '000', 'invoice', 'INV-' || n, current_date - 20 * n, current_date - 20 * n,
    current_date - 20 * n + 30, 'A', '1122', 'CNY', 'CNY', 100.25 * n, 100.25 * n, 100.25 * n, 100.25 * n, 'open',
    'tx' || n, clock_timestamp()
from generate_series(1, 12) as n;
do $$
declare
    attack text;
    t text;
    names text;
    vals text;
begin
    -- a row for each attack in each canonical table, all of whose texts are that attack
    foreach attack in array array[ATTACKS] loop
        for t in
            select r.table_name
            from information_schema.tables as r
            where r.table_schema = 'canon' and r.table_type = 'BASE TABLE' and r.table_name not in ('company', 'currency')
                -- sums of rows come with the rows
                and exists (
                    select from information_schema.columns as k
                    where k.table_schema = 'canon' and k.table_name = r.table_name and k.column_name = 'entity_key'
                )
            order by 1
        loop
            select string_agg(quote_ident(c.column_name), ', '), string_agg(
                case
                    when c.column_name = 'source' then '''t'''
                    when c.column_name in ('company') then '''1000'''
                    when c.column_name in ('transaction_currency', 'functional_currency') then '''CNY'''
                    when c.column_name = 'kind' then '''invoice'''
                    when c.column_name = 'mapping_status' then '''mapped'''
                    when c.column_name in ('reverses', 'reversed_by', 'ledger_period') then 'null'
                    when c.data_type = 'text' then quote_literal(attack)
                    when c.data_type in ('numeric', 'integer') then '7'
                    when c.data_type = 'date' then 'current_date - 3'
                    when c.data_type = 'boolean' then 'true'
                    when c.data_type = 'timestamp with time zone' then 'clock_timestamp()'
                    else 'null'
                end, ', ')
            into names, vals
            from information_schema.columns as c
            where c.table_schema = 'canon' and c.table_name = t and c.is_generated = 'NEVER';
            execute format('insert into canon.%I (%s) values (%s)', t, names, vals);
        end loop;
    end loop;
end
$$;
