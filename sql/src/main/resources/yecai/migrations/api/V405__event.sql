-- What happened, for programs: written in the transaction that causes it, numbered after it has committed, kept for a time.

-- Who may see a type of events: readers of its dataset and of the event's company; without a dataset, members of yecai_dba, and of the types
-- of access whom it is about.
create table hub.event_type (
    type text primary key check (type ~ '^[a-z]+(\.[a-z_]+)+$'),
    dataset text
);

insert into hub.event_type (type, dataset)
values
    ('receivable.created', 'finance.receivable_item'),
    ('receivable.overdue', 'finance.receivable_item'),
    ('order.shipped', 'finance.shipment_line'),
    ('source.stale', 'finance.freshness'),
    ('source.recovered', 'finance.freshness'),
    ('source.state', null),
    ('table.stopped', null),
    ('table.following', null),
    ('document.parked', null),
    ('operation.ended', null),
    ('access.requested', null),
    ('access.approved', null),
    ('access.rejected', null),
    ('access.granted', null),
    ('access.revoked', null),
    ('access.expired', null),
    ('access.lapsed', null);

-- Written by whoever causes the event, in its transaction. No index: all of it is taken out again a moment later.
create table hub.outbox (
    outbox bigint generated always as identity,
    event_id uuid not null default gen_random_uuid(),
    type text not null,
    source text,
    company text,
    -- whom an event of access is about
    principal text,
    subject text not null,
    data jsonb not null default '{}',
    happened_at timestamptz not null default clock_timestamp()
);

-- Positions are given by one transaction at a time (hub.number_events), to what has committed: whoever has read up to a position will never
-- be given a lower one, however late a transaction commits.
create table hub.event (
    position bigint primary key,
    event_id uuid not null,
    type text not null,
    source text,
    company text,
    principal text,
    subject text not null,
    data jsonb not null,
    happened_at timestamptz not null,
    numbered_at timestamptz not null default clock_timestamp()
);

create index event_numbered_at on hub.event (numbered_at);

-- One row: the last position, what is gone, and which API process numbers and delivers. It keeps that as long as it renews it.
create table hub.event_turn (
    only_row boolean primary key default true check (only_row),
    position bigint not null default 0,
    removed_through bigint not null default 0,
    holder text,
    held_until timestamptz not null default '-infinity',
    -- up to when scopes that end by themselves have been told
    expired_until timestamptz not null default clock_timestamp()
) with (fillfactor = 20);

insert into hub.event_turn default values;

-- Sources that have been told to be stale.
create table hub.source_stale (
    source text primary key references hub.source,
    since timestamptz not null
);

-- Up to which due date overdue receivables of a company have been told. Companies have their own days.
create table hub.overdue_through (
    source text not null,
    company text not null,
    due_before date not null,
    primary key (source, company)
);

insert into hub.setting (name, value) values ('events_kept_for', '30 days'), ('stale_after', '5 minutes');

grant select on hub.event_type to yecai_access, yecai_dba;
grant insert on hub.outbox to yecai_capture, yecai_access, yecai_mart_all;
grant select, delete on hub.outbox to yecai_access;
grant select, insert, delete on hub.event to yecai_access;
grant select, update on hub.event_turn to yecai_access;
grant select, insert, update, delete on hub.source_stale to yecai_access;
grant select, insert, update on hub.overdue_through to yecai_mart_all;
grant select on hub.overdue_through to yecai_capture;
grant select on hub.event_turn, hub.source_stale to yecai_dba;
