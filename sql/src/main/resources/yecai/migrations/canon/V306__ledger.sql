-- The ERPs' own ledgers, so that everything can be tied to them.

create table canon.gl_entry (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    gl_document text collate "C",
    document_type text,
    document_no text,
    line_no integer,
    document_date date,
    posting_date date,
    source_period text,
    ledger_period text,
    account text,
    account_kind text,
    control_kind text,
    customer text,
    supplier text,
    counterparty_company text,
    cost_center text,
    description text,
    transaction_currency text,
    functional_currency text,
    amount_transaction numeric,
    debit numeric,
    credit numeric,
    status text,
    origin_entity text,
    origin_key text collate "C",
    reverses text collate "C",
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index gl_entry_gl_document on canon.gl_entry (gl_document, source);
create index gl_entry_company_posting_date on canon.gl_entry (company, posting_date);
create index gl_entry_company_account_source_period on canon.gl_entry (company, account, source_period);

create table canon.gl_balance (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    account text,
    period text,
    functional_currency text,
    opening numeric,
    debit numeric,
    credit numeric,
    closing numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index gl_balance_company_account_period on canon.gl_balance (company, account, period);
