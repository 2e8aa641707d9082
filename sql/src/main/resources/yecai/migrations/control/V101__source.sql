-- What the hub knows of its sources: state, position, tables, and what is not captured.

create table hub.source (
    source text primary key check (source ~ '^[a-z][a-z0-9_]{0,30}$'),
    pack text not null,
    pack_version text not null,
    kind text not null default 'postgresql',
    -- new → loading → ready → streaming ⇄ waiting | stopped | failed
    state text not null default 'new'
        check (state in ('new', 'loading', 'ready', 'streaming', 'waiting', 'stopped', 'failed')),
    state_detail text,
    state_since timestamptz not null default clock_timestamp(),
    restarts bigint not null default 0,
    system_identifier text,
    timeline integer,
    log_epoch integer not null default 0,
    slot_restart pg_lsn,
    server_version text,
    shape_version bigint not null default 0,
    -- of the process that captures it (hub.hold): what one of an earlier epoch writes is not committed
    epoch bigint not null default 0,
    slot text,
    publication text,
    position pg_lsn,
    position_committed_at timestamptz,
    position_applied_at timestamptz,
    load_position pg_lsn,
    loaded_position pg_lsn,
    loaded_at timestamptz,
    applied_transactions bigint not null default 0,
    applied_events bigint not null default 0,
    -- what changed readers' rows and was no transaction of the ERP; hub.api_context has it in its version
    rewrites bigint not null default 0,
    -- when all sums by month were made, which may be none
    periods_summed_at timestamptz
) with (fillfactor = 20);

create table hub.source_table (
    source text not null references hub.source,
    source_schema text not null,
    source_table text not null,
    mirror_table text not null,
    key_columns text[] not null,
    captured_columns text[] not null,
    source_types text[],
    source_partitions text[],
    source_identity jsonb,
    absent_columns text[] not null default '{}',
    table_state text not null default 'following' check (table_state in ('following', 'stopped')),
    table_state_detail text,
    table_state_since timestamptz not null default clock_timestamp(),
    loaded_rows bigint,
    primary key (source, source_schema, source_table),
    unique (source, mirror_table)
);

create table hub.refusal (
    source text not null references hub.source,
    object text not null,
    reason text not null,
    remedy text not null,
    primary key (source, object)
);

-- How far the first copy of a source has come: to be watched, and to go on from after a crash.
create table hub.load_table (
    source text not null references hub.source,
    mirror_table text not null,
    copy_state text not null default 'waiting' check (copy_state in ('waiting', 'copying', 'done')),
    expected_rows bigint not null,
    expected_bytes bigint not null,
    copied_rows bigint not null default 0,
    copied_bytes bigint not null default 0,
    copy_started_at timestamptz,
    copy_finished_at timestamptz,
    in_this_run boolean not null default true,
    primary key (source, mirror_table)
);

grant select, insert, update, delete on hub.source, hub.source_table, hub.refusal, hub.load_table to yecai_capture;
grant select on hub.source to yecai_mart, yecai_access;
