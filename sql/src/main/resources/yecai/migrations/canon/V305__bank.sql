-- Canonical bank accounts with the balance that the ERP stores, and their movements.

create table canon.bank_account (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    bank_account text,
    account text,
    transaction_currency text,
    functional_currency text,
    opening_balance numeric,
    balance numeric,
    opening_balance_functional numeric,
    balance_functional numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 50);

create index bank_account_company_bank_account on canon.bank_account (company, bank_account);

create table canon.bank_transaction (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    bank_account text,
    document_type text,
    document_no text,
    posting_date date,
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

create index bank_transaction_company_posting_date on canon.bank_transaction (company, posting_date);
create index bank_transaction_bank_account on canon.bank_transaction (bank_account, source);
