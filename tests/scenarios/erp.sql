-- What makes ERP statements short enough to be written by hand, on top of the demo ERP's tables: each scenario has a company
-- of its own, and what an inserted row leaves out is filled in. Nothing here knows of the hub.
create function erp.id(n integer) returns bigint language sql stable
return current_setting('scenario.base')::bigint + n;

-- The dates of the ERP's documents, the day on which a row was entered.
create function erp.day_of(given jsonb) returns text language sql immutable
return coalesce(
    given ->> 'posting_date', given ->> 'invoice_date', given ->> 'ship_date', given ->> 'receipt_date',
    given ->> 'order_date', given ->> 'doc_date', given ->> 'allocation_date', given ->> 'payment_date');

create function erp.fill() returns trigger language plpgsql set search_path = erp as $$
declare
    -- totals that were left out stand at the tables' default of 0
    given jsonb := jsonb_strip_nulls(to_jsonb(new) || jsonb_build_object(
        'gross', nullif((to_jsonb(new) ->> 'gross')::numeric, 0),
        'net_functional', nullif((to_jsonb(new) ->> 'net_functional')::numeric, 0),
        'tax_functional', nullif((to_jsonb(new) ->> 'tax_functional')::numeric, 0),
        'gross_functional', nullif((to_jsonb(new) ->> 'gross_functional')::numeric, 0))
        || case when tg_table_name <> 'supplier_invoices' then '{}' else jsonb_build_object(
            'open_amount', nullif((to_jsonb(new) ->> 'open_amount')::numeric, 0),
            'open_functional', nullif((to_jsonb(new) ->> 'open_functional')::numeric, 0)) end);
    company constant text := current_setting('scenario.company');
    own constant text := (select c.currency from companies as c where c.code = company);
    day constant text := day_of(given);
    field text;
begin
    foreach field in array array['number', 'doc_no', 'production_order_no'] loop
        if given ? field then
            given := given || jsonb_build_object(field, company || '-' || (given ->> field));
        end if;
    end loop;
    given := jsonb_build_object(
        'company', company, 'plant', company, 'currency', own, 'functional_currency', own, 'exchange_rate', 1,
        'customer', 'K1', 'supplier', 'L1', 'salesperson', 'E001', 'payment_term', 'N30', 'material', '3000000001',
        'uom', 'EA', 'base_uom', 'EA', 'line_no', 1, 'line_kind', 'goods', 'tax_rate', 0.13, 'account', '6001',
        'order_kind', case tg_table_name when 'purchase_orders' then 'stock' else 'standard' end, 'order_type', 'standard', 'shipment_kind', 'shipment', 'method', 'bank',
        'element', 'material', 'queue_no', 0, 'tx_token', 0, 'stage', 'done', 'status', tg_argv[0],
        'billing_status', 'open', 'line_count', 1, 'promised_date', '2024-12-31', 'owner', 'own',
        'doc_type', case tg_table_name when 'customer_invoices' then 'invoice' when 'ar_items' then given ->> 'kind' end,
        'doc_no', company || '-' || tg_table_name,
        'bank_account', case when given ->> 'method' = 'bill' then null else company end,
        'posting_date', day, 'doc_date', day, 'payment_date', day, 'invoice_date', day, 'allocation_date', day, 'planned_start', day,
        'planned_end', day, 'period', left(day, 7), 'delivered_date', null
    ) || given;
    if tg_table_name in ('customer_invoices', 'customer_invoice_lines', 'supplier_invoices', 'supplier_invoice_lines') then
        given := jsonb_build_object(
            'gross', (given ->> 'net')::numeric + (given ->> 'tax')::numeric,
            'net_functional', (given -> 'net'), 'tax_functional', (given -> 'tax')) || given;
        given := jsonb_build_object(
            'gross_functional', (given ->> 'net_functional')::numeric + (given ->> 'tax_functional')::numeric) || given;
        if tg_table_name = 'supplier_invoices' then
            given := jsonb_build_object(
                'open_amount', given -> 'gross', 'open_functional', given -> 'gross_functional') || given;
        end if;
    elsif tg_table_name = 'goods_receipt_lines' then
        given := jsonb_build_object('amount', (given ->> 'quantity')::numeric * (given ->> 'unit_price')::numeric) || given;
    elsif tg_table_name in ('sales_orders', 'sales_order_lines', 'purchase_orders') then
        given := jsonb_build_object('gross', (given ->> 'net')::numeric + (given ->> 'tax')::numeric) || given;
    elsif tg_table_name = 'ar_items' then
        given := jsonb_build_object(
            'open_amount', given -> 'original', 'original_functional', given -> 'original',
            'account', case given ->> 'kind'
                when 'retention' then '1124' when 'bill' then '1121' when 'prepayment' then '2203' when 'on_account' then '2203'
                else '1122' end) || (given - 'account');
        given := jsonb_build_object('open_functional', given -> 'original_functional') || given;
    elsif tg_table_name = 'stock_moves' then
        given := jsonb_build_object('base_quantity', given -> 'quantity') || given;
    end if;
    given := jsonb_build_object('amount_functional', given -> 'amount') || given;
    return jsonb_populate_record(new, given);
end
$$;

do $$
declare
    filled record;
begin
    for filled in
        select * from (values
            ('sales_orders', 'confirmed'), ('sales_order_lines', 'open'), ('shipments', 'shipped'), ('shipment_lines', ''),
            ('customer_invoices', 'posted'), ('customer_invoice_lines', ''), ('receipts', 'posted'), ('ar_items', 'open'),
            ('ar_allocations', ''), ('ar_adjustments', ''), ('bank_transactions', ''), ('production_orders', 'released'),
            ('cost_bookings', ''), ('stock_moves', ''), ('purchase_orders', 'released'), ('purchase_order_lines', ''),
            ('goods_receipts', 'posted'), ('goods_receipt_lines', ''), ('supplier_invoices', 'posted'),
            ('supplier_invoice_lines', ''), ('supplier_payments', 'posted'), ('ap_allocations', '')) as t (name, status)
    loop
        execute format(
            'create trigger fill before insert on erp.%I for each row execute function erp.fill(%L)',
            filled.name, filled.status);
    end loop;
end
$$;

-- The scenario's company, with a plant, a bank account, a chart of accounts and two places for stock.
create procedure erp.company(its_currency text, its_event text) language plpgsql set search_path = erp as $$
declare
    its_code constant text := current_setting('scenario.company');
begin
    insert into companies (code, name_en, name_zh, currency, country, time_zone, recognition_event)
    values (its_code, 'Company ' || its_code, '公司 ' || its_code, its_currency, 'CN', 'Asia/Shanghai', its_event);
    insert into plants (code, company, name_en, name_zh) values (its_code, its_code, 'Plant ' || its_code, '工厂 ' || its_code);
    insert into storage_locations (code, plant, kind, owner)
    values (its_code || '-RAW', its_code, 'storage', 'own'), (its_code || '-FG', its_code, 'storage', 'own'),
        (its_code || '-SUB', its_code, 'subcontractor', 'at_subcontractor');
    insert into gl_accounts (company, code, name_en, name_zh, kind, control_kind)
    select its_code, a.code, a.name_en, a.name_zh, a.kind, a.control_kind from gl_accounts as a where a.company = '1000';
    insert into bank_accounts (code, company, currency, functional_currency, gl_account, opening_balance, balance, balance_functional)
    values (its_code, its_code, its_currency, its_currency, '1002', 0, 0, 0);
end
$$;

-- A posted voucher from a text such as '1122 113, 6001 -100, 2221 -13': account and amount, debit positive.
create procedure erp.voucher(its_number text, day date, entries text) language plpgsql set search_path = erp as $$
declare
    company constant text := current_setting('scenario.company');
    own constant text := (select c.currency from companies as c where c.code = company);
    voucher constant bigint := id((select 900 + count(*) from journals as j where j.company = current_setting('scenario.company'))::integer);
    entry text;
    amount numeric;
    line integer := 0;
begin
    insert into journals (id, number, company, period, doc_type, doc_no, doc_date, posting_date, functional_currency, status)
    values (voucher, company || '-' || its_number, company, to_char(day, 'YYYY-MM'), 'voucher', company || '-' || its_number,
        day, day, own, 'draft');
    foreach entry in array string_to_array(entries, ', ') loop
        line := line + 1;
        amount := split_part(entry, ' ', 2)::numeric;
        insert into journal_lines (id, journal_id, line_no, account, debit, credit, currency, amount_currency, tx_token)
        values (voucher * 100 + line, voucher, line, split_part(entry, ' ', 1), greatest(amount, 0), greatest(-amount, 0), own,
            amount, 0);
    end loop;
    update journals set status = 'posted', line_count = line,
        debit_total = (select sum(l.debit) from journal_lines as l where l.journal_id = voucher),
        credit_total = (select sum(l.credit) from journal_lines as l where l.journal_id = voucher)
    where id = voucher;
end
$$;

-- Master data that every scenario may use: one customer and one supplier at home, one of each abroad; rates per month.
insert into erp.customers (code, name_en, name_zh, customer_group, country, payment_term, currency, salesperson)
values ('K1', 'Customer One', '客户一', 'dealer', 'CN', 'N30', 'CNY', 'E001'),
    ('K2', 'Customer Two', '客户二', 'dealer', 'US', 'N30', 'USD', 'E001');
insert into erp.suppliers (code, name_en, name_zh, country, currency)
values ('L1', 'Supplier One', '供应商一', 'CN', 'CNY'), ('L2', 'Supplier Two', '供应商二', 'US', 'USD');
delete from erp.exchange_rates;
insert into erp.exchange_rates (from_currency, to_currency, rate_type, valid_from, rate)
values ('USD', 'CNY', 'transaction', '2024-01-01', 7.00), ('USD', 'CNY', 'transaction', '2024-02-01', 7.20),
    ('USD', 'CNY', 'transaction', '2024-03-01', 7.10), ('EUR', 'CNY', 'transaction', '2024-01-01', 8.00),
    ('EUR', 'CNY', 'transaction', '2024-03-01', 7.80);
