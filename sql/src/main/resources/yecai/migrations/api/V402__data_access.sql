-- Who read what through the API. Apart from hub.audit, which holds changes of rights: this one grows with every request.
-- Entries come in batches; each entry has its own hash, each batch the hash over those of its entries, its own columns and the batch
-- before, so that a batch costs one lock and one hash more, however many entries it has.

create table hub.data_access_batch (
    batch bigint primary key,
    first_entry bigint not null,
    last_entry bigint not null,
    recorded_at timestamptz not null,
    prev_hash bytea not null unique,
    hash bytea not null
);

create table hub.data_access (
    entry bigint primary key,
    batch bigint not null,
    happened_at timestamptz not null,
    principal text not null,
    credential text not null,
    correlation text not null,
    action text not null check (action in ('read', 'export_started', 'export_ended', 'list', 'count')),
    dataset text not null,
    request text not null,
    outcome text not null,
    returned_rows bigint not null,
    hash bytea not null
);

create index data_access_principal on hub.data_access (principal, happened_at);

grant select, insert on hub.data_access, hub.data_access_batch to yecai_access;
grant select on hub.data_access, hub.data_access_batch to yecai_dba;

-- Locked by whoever writes the next batch, as hub.audit_gate is.
create table hub.data_access_gate ();

grant update on hub.data_access_gate to yecai_access;
