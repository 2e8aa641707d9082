-- What the capture writes beside canonical rows, and what the check compares.

create table hub.applied_batch (
    source text not null references hub.source,
    batch bigint generated always as identity,
    first_position pg_lsn not null,
    last_position pg_lsn not null,
    transactions integer not null,
    events bigint not null,
    first_committed_at timestamptz,
    last_committed_at timestamptz,
    applied_at timestamptz not null default clock_timestamp(),
    primary key (source, batch)
);

create table hub.parked (
    source text not null references hub.source,
    mapping text not null,
    derive_key text not null,
    entity text not null,
    reason text not null,
    sqlstate text,
    source_tx text,
    parked_at timestamptz not null default clock_timestamp(),
    primary key (source, mapping, derive_key)
);

-- Mappings that give each key one row of its own name and no details: the capture need not look for details that are gone.
create table hub.plain_mapping (
    source text not null references hub.source,
    mapping text not null,
    primary key (source, mapping)
);

-- A batch of the ERP's transactions that the mirrors hold and the canonical rows do not yet: whoever writes the source next derives its
-- keys first. Written in the transaction that writes the mirrors, deleted in the one that derives and moves the source's position to
-- `last_position`. A source has one at most, but for one that is about to be committed. `transactions` and `committed_micros` (since 1970 UTC) are the ERP's, by index.
create table hub.underived (
    source text not null references hub.source,
    last_position pg_lsn not null,
    events bigint not null,
    transactions bigint[] not null,
    committed_micros bigint[] not null,
    primary key (source, last_position)
);

-- The keys that it touches, many to a row, each with the index of the newest of its transactions that touched it.
create table hub.underived_key (
    source text not null references hub.source,
    last_position pg_lsn not null,
    mapping text not null,
    part integer not null,
    derive_keys text[] not null,
    newest integer[] not null,
    primary key (source, last_position, mapping, part)
);
alter table hub.underived_key alter column derive_keys set storage external, alter column newest set storage external;

-- A request that a capture hold. It stands until it expires or until the session that made it is gone; the session is null where
-- somebody else sees to it.
create table hub.barrier (
    source text primary key references hub.source,
    requested_by text not null,
    process integer,
    role oid,
    started_at timestamptz,
    stop_before pg_lsn,
    reached_at pg_lsn,
    held_since timestamptz,
    expires_at timestamptz not null
);

-- One row per figure that a check has compared. The source's side comes from the pack's control queries run on the
-- ERP at `position`, the mirror's from the same queries on the mirror, the rest from canon.control_figure.
-- mirror = mapped + unmapped + parked + excluded. Under the row policies, as canonical tables are.
create table hub.control_total (
    source text not null references hub.source,
    kind text not null,
    company text not null,
    period text not null,
    currency text not null,
    source_count bigint not null default 0,
    source_amount numeric not null default 0,
    mirror_count bigint not null default 0,
    mirror_amount numeric not null default 0,
    mapped_count bigint not null default 0,
    mapped_amount numeric not null default 0,
    unmapped_count bigint not null default 0,
    unmapped_amount numeric not null default 0,
    parked_count bigint not null default 0,
    parked_amount numeric not null default 0,
    excluded_count bigint not null default 0,
    excluded_amount numeric not null default 0,
    position pg_lsn not null,
    taken_at timestamptz not null,
    primary key (source, kind, company, period, currency)
);

-- What the last comparison of a captured table with its mirror found, at one position of the ERP's log. `problem` says why a
-- table could not be compared, or not be repaired.
create table hub.reconciliation (
    source text not null references hub.source,
    source_schema text not null,
    source_table text not null,
    requested_by text not null,
    position pg_lsn not null,
    compared_at timestamptz not null,
    compare_millis bigint not null,
    key_ranges integer not null,
    differing_ranges integer not null,
    compared_rows bigint not null,
    changed_rows bigint not null,
    missing_rows bigint not null,
    extra_rows bigint not null,
    repaired_at timestamptz,
    problem text,
    primary key (source, source_schema, source_table)
);

grant select, insert, update, delete
    on hub.applied_batch, hub.parked, hub.underived, hub.underived_key, hub.barrier, hub.control_total, hub.reconciliation
    to yecai_capture;
grant select on hub.reconciliation to yecai_dba;
grant select, insert, delete on hub.plain_mapping to yecai_capture;
-- To mend what is parked. A reason may quote the value of the ERP that could not be mapped; nothing else of a document is here.
grant select on hub.parked to yecai_dba;

-- Which connection holds a source: for 'capture' the one that writes its rows, for 'check' the one that checks it. The holder
-- is alive as long as the server knows a session with this process, role and start (hub.try_hold); application and address are
-- for the message to whoever comes second. 'lead' is the process that captures the source, 'standby' the one that waits to: it
-- renews that every second, and keeps it across its connections. `epoch` numbers the leads; a capture writes for one.
create table hub.hold (
    source text not null,
    purpose text not null check (purpose in ('capture', 'derive', 'check', 'lead', 'standby')),
    process integer,
    role oid,
    started_at timestamptz,
    application text,
    address text,
    epoch bigint,
    renewed_at timestamptz,
    primary key (source, purpose)
);

grant select, insert, update on hub.hold to yecai_capture;

-- What the ERP posted, changed or deleted in a period that was closed already: written by triggers on the canonical tables, in the
-- capture's transaction, never changed. Under the row policies, as canonical tables are.
create table hub.late_change (
    source text not null references hub.source,
    change_no bigint generated always as identity,
    company text,
    entity text not null,
    entity_key text collate "C" not null,
    change_kind text not null check (change_kind in ('posted', 'changed', 'moved_out', 'moved_in', 'deleted')),
    document_no text,
    customer text,
    account text,
    posting_date date,
    source_period text not null,
    ledger_period text,
    currency text,
    amount_before numeric not null,
    amount_after numeric not null,
    source_tx text,
    source_committed_at timestamptz,
    noticed_at timestamptz not null default transaction_timestamp(),
    primary key (source, change_no)
);

create index late_change_company_source_period on hub.late_change (company, source_period);
