create table canon.company (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    name text,
    names jsonb,
    functional_currency text,
    country text,
    time_zone text,
    recognition_event text,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.plant (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    plant text,
    name text,
    names jsonb,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.material (
    source text not null,
    entity_key text collate "C" not null,
    material text,
    name text,
    names jsonb,
    material_kind text,
    base_unit text,
    active boolean,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.material_unit (
    source text not null,
    entity_key text collate "C" not null,
    material text,
    unit text,
    factor numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.customer (
    source text not null,
    entity_key text collate "C" not null,
    customer text,
    name text,
    names jsonb,
    counterparty_company text,
    customer_group text,
    country text,
    active boolean,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.supplier (
    source text not null,
    entity_key text collate "C" not null,
    supplier text,
    name text,
    names jsonb,
    counterparty_company text,
    country text,
    active boolean,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.account (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    account text,
    name text,
    names jsonb,
    account_kind text,
    control_kind text,
    active boolean,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.currency (
    source text not null,
    entity_key text collate "C" not null,
    currency text,
    name text,
    decimals integer,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.exchange_rate (
    source text not null,
    entity_key text collate "C" not null,
    from_currency text,
    to_currency text,
    rate_type text,
    valid_from date,
    rate numeric,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.unit_of_measure (
    source text not null,
    entity_key text collate "C" not null,
    unit text,
    name text,
    names jsonb,
    category text,
    factor numeric,
    decimals integer,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.payment_term (
    source text not null,
    entity_key text collate "C" not null,
    payment_term text,
    name text,
    names jsonb,
    days integer,
    terms jsonb,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create table canon.accounting_period (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    period text,
    start_date date,
    end_date date,
    status text,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);
