-- Canonical receivables: open items, receipts and what they settle.

create table canon.receivable_item (
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
    customer_invoice text collate "C",
    receipt text collate "C",
    customer text,
    counterparty_company text,
    account text,
    transaction_currency text,
    functional_currency text,
    original numeric,
    open_transaction numeric,
    original_functional numeric,
    open_ledger numeric,
    open_revalued numeric,
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

create index receivable_item_company_customer on canon.receivable_item (company, customer);
create index receivable_item_customer_invoice on canon.receivable_item (customer_invoice, source);
create index receivable_item_open on canon.receivable_item (company, due_date) where open_transaction <> 0 or open_ledger <> 0;

create table canon.receipt (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    document_type text,
    document_no text,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    customer text,
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

create index receipt_company_posting_date on canon.receipt (company, posting_date);

create table canon.receipt_allocation (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    receipt text collate "C",
    receivable_item text collate "C",
    credit_item text collate "C",
    customer_invoice text collate "C",
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

create index receipt_allocation_company_allocation_date on canon.receipt_allocation (company, allocation_date);
create index receipt_allocation_receivable_item on canon.receipt_allocation (receivable_item, source);
create index receipt_allocation_credit_item on canon.receipt_allocation (credit_item, source) where credit_item is not null;
create index receipt_allocation_receipt on canon.receipt_allocation (receipt, source) where receipt is not null;

create table canon.adjustment (
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
    receivable_item text collate "C",
    customer_invoice text collate "C",
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

create index adjustment_company_posting_date on canon.adjustment (company, posting_date);
create index adjustment_receivable_item on canon.adjustment (receivable_item, source);
