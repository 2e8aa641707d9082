-- What is asked of the process that captures a source, and what the capture alone knows. Only it has the ERP's connection, so that who
-- wants a table compared or copied again writes that down here, and the capture looks (functions/hub/operation).

create table hub.operation (
    operation bigint generated always as identity primary key,
    source text not null references hub.source,
    kind text not null check (kind in ('accept', 'ignore', 'copy', 'reconcile', 'repair', 'retry_parked')),
    -- tables of the ERP as schema.table; none means all, or all that stand still
    tables text[] not null default '{}',
    -- of parked documents: only those of this mapping, and only this one
    mapping text,
    derive_key text,
    reason text not null check (reason <> '' and char_length(reason) <= 1000),
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    -- a capture that runs takes it within a second; after this moment none does
    take_before timestamptz not null,
    -- requested → running → done | failed | interrupted; requested → cancelled
    state text not null default 'requested'
        check (state in ('requested', 'running', 'done', 'failed', 'interrupted', 'cancelled')),
    -- of the process that took it (hub.hold): what one of an earlier epoch had begun is interrupted
    epoch bigint,
    taken_at timestamptz,
    progress text,
    finished_at timestamptz,
    outcome jsonb
);

create index operation_open on hub.operation (source, operation) where state in ('requested', 'running');

-- What the process that captures a source sees of it every ten seconds.
create table hub.source_vitals (
    source text primary key references hub.source,
    noted_at timestamptz not null,
    -- of the ERP's log: not applied yet, kept for the source, how much more may be (null: no limit), and for how long at the present growth
    lag_bytes bigint,
    log_kept_bytes bigint,
    log_left_bytes bigint,
    log_hours_left double precision,
    transactions_per_second double precision not null,
    events_per_second double precision not null
);

insert into hub.setting (name, value) values ('operation_take_within', '60 seconds');

grant select, insert on hub.operation to yecai_access;
grant update (state, epoch, taken_at, finished_at, outcome) on hub.operation to yecai_access;
grant select on hub.source_table, hub.hold to yecai_access;
grant select on hub.operation to yecai_capture;
grant update (progress) on hub.operation to yecai_capture;
grant select, insert, update, delete on hub.source_vitals to yecai_capture;
grant select on
    hub.operation, hub.source_vitals, hub.source, hub.source_table, hub.refusal, hub.load_table, hub.hold
to yecai_dba;
