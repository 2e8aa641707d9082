-- Canonical payables: what is owed to suppliers, what is paid, and what that settles. Debts and what settles them are positive.

create table canon.payable_item (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    kind text,
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    due_date date,
    supplier_invoice text collate "C",
    payment text collate "C",
    supplier text,
    counterparty_company text,
    account text,
    transaction_currency text,
    functional_currency text,
    original numeric,
    open_transaction numeric,
    original_functional numeric,
    open_ledger numeric,
    status text,
    reverses text collate "C",
    reversed_by text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index payable_item_company_supplier on canon.payable_item (company, supplier);
create index payable_item_supplier_invoice on canon.payable_item (supplier_invoice, source);

create table canon.payment (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    document_type text,
    document_no text,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    supplier text,
    counterparty_company text,
    method text,
    bank_account text,
    transaction_currency text,
    functional_currency text,
    amount numeric,
    amount_functional numeric,
    status text,
    reverses text collate "C",
    reversed_by text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index payment_company_posting_date on canon.payment (company, posting_date);

create table canon.payment_allocation (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    payment text collate "C",
    payable_item text collate "C",
    credit_item text collate "C",
    supplier_invoice text collate "C",
    allocation_date date,
    posting_date date,
    source_period text,
    transaction_currency text,
    functional_currency text,
    amount numeric,
    settling_currency text,
    settling_amount numeric,
    amount_functional numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index payment_allocation_company_allocation_date on canon.payment_allocation (company, allocation_date);
create index payment_allocation_payable_item on canon.payment_allocation (payable_item, source);
create index payment_allocation_credit_item on canon.payment_allocation (credit_item, source) where credit_item is not null;
create index payment_allocation_payment on canon.payment_allocation (payment, source) where payment is not null;

create table canon.payable_adjustment (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    kind text,
    document_type text,
    document_no text,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    payable_item text collate "C",
    supplier_invoice text collate "C",
    transaction_currency text,
    functional_currency text,
    amount numeric,
    amount_functional numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index payable_adjustment_company_posting_date on canon.payable_adjustment (company, posting_date);
create index payable_adjustment_payable_item on canon.payable_adjustment (payable_item, source);

alter table canon.document_link add column supplier text;
alter table canon.supplier add column payment_term text;

-- The ERP's own codes, as in V308.
do $$
declare
    wanted record;
begin
    for wanted in
        select a.attrelid::regclass as relation, a.attname as name
        from pg_attribute as a
        inner join pg_class as c on c.oid = a.attrelid and c.relkind = 'r'
        inner join hub.code_kind as k on a.attname::text = any (k.code_columns)
        where
            c.relnamespace = 'canon'::regnamespace
            and not a.attisdropped
            and not exists (
                select from pg_attribute as o where o.attrelid = a.attrelid and o.attname = 'source_' || a.attname
            )
        order by c.relname, a.attnum
    loop
        execute format('alter table %s add column %I text', wanted.relation, 'source_' || wanted.name);
    end loop;
end
$$;
