-- Canonical sales: orders, shipments, invoices.

create table canon.sales_order (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    document_type text,
    document_no text,
    document_date date,
    customer text,
    counterparty_company text,
    salesperson text,
    transaction_currency text,
    status text,
    net numeric,
    tax numeric,
    gross numeric,
    line_count integer,
    payment_term text,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index sales_order_company_document_no on canon.sales_order (company, document_no);

call hub.govern('canon.sales_order');

create table canon.sales_order_line (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    sales_order text collate "C",
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    customer text,
    counterparty_company text,
    salesperson text,
    line_kind text,
    material text,
    unit text,
    ordered_quantity numeric,
    shipped_quantity numeric,
    invoiced_quantity numeric,
    unit_price numeric,
    transaction_currency text,
    net numeric,
    tax numeric,
    gross numeric,
    promised_date date,
    status text,
    billed_not_delivered_quantity numeric,
    billed_not_delivered_net numeric,
    billed_not_delivered_tax numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index sales_order_line_company_document_no on canon.sales_order_line (company, document_no);
create index sales_order_line_sales_order on canon.sales_order_line (source, sales_order);

call hub.govern('canon.sales_order_line');

create table canon.shipment_line (
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
    shipment_kind text,
    sales_order text collate "C",
    sales_order_line text collate "C",
    customer text,
    counterparty_company text,
    material text,
    unit text,
    quantity numeric,
    shipment_date date,
    delivery_date date,
    acceptance_date date,
    recognized_date date,
    transaction_currency text,
    net numeric,
    tax numeric,
    functional_currency text,
    invoiced_quantity numeric,
    unbilled_quantity numeric,
    unbilled_net numeric,
    unbilled_tax numeric,
    unbilled_net_functional numeric,
    unbilled_tax_functional numeric,
    unconditional boolean,
    reverses text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index shipment_line_sales_order_line on canon.shipment_line (source, sales_order_line);
create index shipment_line_company_posting_date on canon.shipment_line (company, posting_date);
create index shipment_line_unbilled on canon.shipment_line (company, customer) where unbilled_net <> 0 or unbilled_tax <> 0;

call hub.govern('canon.shipment_line');

create table canon.customer_invoice (
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
    paid numeric,
    status text,
    reason text,
    reverses text collate "C",
    reversed_by text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index customer_invoice_company_document_no on canon.customer_invoice (company, document_no);
create index customer_invoice_company_posting_date on canon.customer_invoice (company, posting_date);

call hub.govern('canon.customer_invoice');

create table canon.customer_invoice_line (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    customer_invoice text collate "C",
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    customer text,
    counterparty_company text,
    sales_order_line text collate "C",
    shipment_line text collate "C",
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
    paid numeric,
    account text,
    reason text,
    credits_line text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index customer_invoice_line_customer_invoice on canon.customer_invoice_line (source, customer_invoice);
create index customer_invoice_line_sales_order_line on canon.customer_invoice_line (source, sales_order_line);
create index customer_invoice_line_company_posting_date on canon.customer_invoice_line (company, posting_date);
create index customer_invoice_line_shipment_line on canon.customer_invoice_line (source, shipment_line) where shipment_line is not null;

call hub.govern('canon.customer_invoice_line');
