-- Canonical master data. Shared master data have no company: every reader who has a scope sees them.
--
-- Of all canonical tables: the key is (source, entity_key), and no other index begins with the source (RATIONALE.md says
-- why); references to keys are text collate "C"; there are no foreign keys, since rows arrive in any order. Nothing here
-- says who may read or write: hub.govern does so for every table of schema canon when the functions are installed, and
-- until then nobody but the owner may.

create table canon.company (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    name text,
    names jsonb,
    functional_currency text,
    country text,
    -- An unknown zone fails here, where it parks the company, and not in every view that computes today.
    time_zone text
        check (time_zone is null or timestamptz '2000-01-01 00:00:00+00' at time zone time_zone is not null),
    recognition_event text,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
);

create index company_company on canon.company (company, source);

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

create index plant_plant on canon.plant (plant, source);

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

create index material_material on canon.material (material, source);

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

create index material_unit_material on canon.material_unit (material, source);

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

create index customer_customer on canon.customer (customer, source);

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

create index supplier_supplier on canon.supplier (supplier, source);

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

create index account_company_account on canon.account (company, account);

create table canon.currency (
    source text not null,
    entity_key text collate "C" not null,
    currency text,
    name text,
    names jsonb,
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

create index exchange_rate_pair on canon.exchange_rate (from_currency, to_currency, rate_type, source, valid_from desc) include (rate);

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

create index accounting_period_company_period on canon.accounting_period (company, period);
