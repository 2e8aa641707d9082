-- What the hub knows of its sources: state, position, tables, batches, parked documents, control totals.

create table hub.source (
    source text primary key check (source ~ '^[a-z][a-z0-9_]{0,30}$'),
    pack text not null,
    pack_version text not null,
    kind text not null default 'postgresql',
    -- new → loading → ready → streaming ⇄ stopped | failed
    state text not null default 'new'
        check (state in ('new', 'loading', 'ready', 'streaming', 'stopped', 'failed')),
    state_detail text,
    state_since timestamptz not null default clock_timestamp(),
    system_identifier text,
    timeline integer,
    server_version text,
    slot text,
    publication text,
    position pg_lsn,
    position_committed_at timestamptz,
    position_applied_at timestamptz,
    loaded_position pg_lsn,
    loaded_at timestamptz,
    applied_transactions bigint not null default 0,
    applied_events bigint not null default 0
) with (fillfactor = 20);

create table hub.source_table (
    source text not null references hub.source,
    source_schema text not null,
    source_table text not null,
    mirror_table text not null,
    key_columns text[] not null,
    captured_columns text[] not null,
    loaded_rows bigint,
    primary key (source, source_schema, source_table),
    unique (source, mirror_table)
);

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

create table hub.barrier (
    source text primary key references hub.source,
    requested_by text not null,
    stop_before pg_lsn,
    reached_at pg_lsn,
    held_since timestamptz,
    expires_at timestamptz not null
);

-- One row per figure that a check has compared. The source's side comes from the pack's control queries run on the
-- ERP at `position`, the mirror's from the same queries on the mirror, the rest from canon.control_figure.
-- mirror = mapped + unmapped + parked + excluded.
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

grant select, insert, update, delete
on hub.source, hub.source_table, hub.applied_batch, hub.parked, hub.barrier, hub.control_total
to yecai_capture;
grant select on hub.source to yecai_mart;
