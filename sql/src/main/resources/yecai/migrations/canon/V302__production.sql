-- Canonical production: orders, the atomic cost ledger, stock.

create table canon.production_order (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    document_type text,
    document_no text,
    document_date date,
    material text,
    unit text,
    planned_quantity numeric,
    completed_quantity numeric,
    scrapped_quantity numeric,
    status text,
    planned_start date,
    planned_end date,
    actual_start date,
    actual_end date,
    functional_currency text,
    planned_cost numeric,
    standard_cost numeric,
    stored_cost numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index production_order_company_document_no on canon.production_order (company, document_no);
create index production_order_company_material on canon.production_order (company, material);

create table canon.cost_entry (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    production_order text collate "C",
    production_order_no text,
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    element text,
    entry_kind text,
    cost_center text,
    material text,
    quantity numeric,
    unit text,
    unit_cost numeric,
    transaction_currency text,
    functional_currency text,
    amount_transaction numeric,
    amount_functional numeric,
    reverses text collate "C",
    reversed_by text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index cost_entry_production_order on canon.cost_entry (production_order, source);
create index cost_entry_company_posting_date on canon.cost_entry (company, posting_date);

create table canon.stock_movement (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    movement_kind text,
    material text,
    from_location text,
    to_location text,
    owner text,
    from_owner text,
    to_owner text,
    quantity numeric,
    unit text,
    base_quantity numeric,
    base_unit text,
    unit_cost numeric,
    functional_currency text,
    amount_functional numeric,
    production_order text collate "C",
    sales_order_line text collate "C",
    customer text,
    supplier text,
    reverses text collate "C",
    reversed_by text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index stock_movement_company_posting_date on canon.stock_movement (company, posting_date);

create table canon.stock_balance (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    location text,
    material text,
    owner text,
    base_quantity numeric,
    base_unit text,
    functional_currency text,
    amount_functional numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index stock_balance_company_material on canon.stock_balance (company, material);
