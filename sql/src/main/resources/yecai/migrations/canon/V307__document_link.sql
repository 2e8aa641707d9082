-- Canonical links between lines of documents, with quantities.

create table canon.document_link (
    source text not null,
    entity_key text collate "C" not null,
    company text,
    counterparty_company text,
    customer text,
    link_kind text,
    from_entity text,
    from_key text collate "C",
    to_entity text,
    to_key text collate "C",
    quantity numeric,
    unit text,
    amount numeric,
    transaction_currency text,
    posting_date date,
    mapping_status text not null default 'mapped' check (mapping_status in ('mapped', 'unmapped')),
    mapping_detail text,
    source_tx text,
    source_committed_at timestamptz,
    applied_at timestamptz not null default transaction_timestamp(),
    primary key (source, entity_key)
) with (fillfactor = 85);

create index document_link_from_key on canon.document_link (from_key, source);
create index document_link_to_key on canon.document_link (to_key, source);
create index document_link_company on canon.document_link (company);
