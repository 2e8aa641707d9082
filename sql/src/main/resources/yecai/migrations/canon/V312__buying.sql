-- Canonical buying: orders, receipts, supplier invoices.

create table canon.purchase_order (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    document_type text,
    document_no text,
    document_date date,
    supplier text,
    counterparty_company text,
    payment_term text,
    transaction_currency text,
    status text,
    net numeric,
    tax numeric,
    gross numeric,
    line_count integer,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index purchase_order_company_document_no on canon.purchase_order (company, document_no);

create table canon.purchase_order_line (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    purchase_order text collate "C",
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    supplier text,
    counterparty_company text,
    material text,
    unit text,
    ordered_quantity numeric,
    received_quantity numeric,
    invoiced_quantity numeric,
    unit_price numeric,
    transaction_currency text,
    net numeric,
    tax numeric,
    gross numeric,
    promised_date date,
    needs_receipt boolean,
    status text,
    sales_order_line text collate "C",
    production_order text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index purchase_order_line_company_document_no on canon.purchase_order_line (company, document_no);
create index purchase_order_line_purchase_order on canon.purchase_order_line (purchase_order, source);

create table canon.goods_receipt_line (
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
    purchase_order text collate "C",
    purchase_order_line text collate "C",
    supplier text,
    counterparty_company text,
    material text,
    unit text,
    quantity numeric,
    unit_price numeric,
    transaction_currency text,
    net numeric,
    functional_currency text,
    net_functional numeric,
    reverses text collate "C",
    reversed_by text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index goods_receipt_line_purchase_order_line on canon.goods_receipt_line (purchase_order_line, source);
create index goods_receipt_line_company_posting_date on canon.goods_receipt_line (company, posting_date);

create table canon.supplier_invoice (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    document_type text,
    document_no text,
    supplier_document_no text,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    supplier text,
    counterparty_company text,
    payment_term text,
    transaction_currency text,
    functional_currency text,
    net numeric,
    tax numeric,
    gross numeric,
    net_functional numeric,
    tax_functional numeric,
    gross_functional numeric,
    line_count integer,
    settled numeric,
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

create index supplier_invoice_company_document_no on canon.supplier_invoice (company, document_no);
create index supplier_invoice_company_posting_date on canon.supplier_invoice (company, posting_date);

create table canon.supplier_invoice_line (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    supplier_invoice text collate "C",
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    supplier text,
    counterparty_company text,
    purchase_order_line text collate "C",
    goods_receipt_line text collate "C",
    material text,
    unit text,
    quantity numeric,
    unit_price numeric,
    transaction_currency text,
    functional_currency text,
    net numeric,
    tax numeric,
    gross numeric,
    net_functional numeric,
    tax_functional numeric,
    gross_functional numeric,
    account text,
    credits_line text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index supplier_invoice_line_supplier_invoice on canon.supplier_invoice_line (supplier_invoice, source);
create index supplier_invoice_line_purchase_order_line on canon.supplier_invoice_line (purchase_order_line, source);
create index supplier_invoice_line_company_posting_date on canon.supplier_invoice_line (company, posting_date);
