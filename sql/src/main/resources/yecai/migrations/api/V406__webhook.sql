-- Addresses to which events are sent, on behalf of a principal and with its rights. The keys that sign are made of the configuration's key
-- and these numbers, so that none of them is here.
create table hub.webhook (
    webhook bigint generated always as identity primary key,
    principal text not null references hub.principal,
    url text not null check (url ~ '^https?://[^[:space:][:cntrl:]]+$' and char_length(url) <= 2000),
    -- none means all that the principal may see
    types text[] not null default '{}',
    -- whether it is also sent what members of yecai_dba see: sources, tables, parked documents, access
    sees_operations boolean not null default false,
    state text not null default 'active' check (state in ('active', 'paused', 'ended')),
    reason text not null check (reason <> '' and char_length(reason) <= 1000),
    key_number integer not null default 1,
    -- until then the key before signs as well
    earlier_key_until timestamptz not null default '-infinity',
    -- up to here everything was delivered, or is a dead letter
    position bigint not null,
    attempts integer not null default 0,
    retry_at timestamptz not null default '-infinity',
    last_problem text,
    delivered_at timestamptz,
    delivered bigint not null default 0,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp()
) with (fillfactor = 50);

-- What could not be delivered in time, until it is sent again or its time is over.
create table hub.dead_letter (
    webhook bigint not null references hub.webhook,
    position bigint not null,
    event jsonb not null,
    attempts integer not null,
    problem text not null,
    died_at timestamptz not null default clock_timestamp(),
    send_again boolean not null default false,
    primary key (webhook, position)
);

insert into hub.setting (name, value) values ('webhook_attempts', '12'), ('webhook_longest_pause', '1 hour');

grant select, insert, update on hub.webhook to yecai_access;
grant select, insert, update, delete on hub.dead_letter to yecai_access;
grant select on hub.webhook to yecai_dba;
grant select (webhook, position, attempts, problem, died_at, send_again) on hub.dead_letter to yecai_dba;
