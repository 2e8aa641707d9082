-- Writes over HTTP: each has a key that its caller gave it, so that one that is sent again is not done again. Of the request only a
-- hash is kept, of the answer all but secrets.
create table hub.api_call (
    caller text not null,
    idempotency_key text not null,
    request_hash bytea not null,
    answer jsonb,
    called_at timestamptz not null default clock_timestamp(),
    primary key (caller, idempotency_key)
);

create index api_call_called_at on hub.api_call (called_at);

insert into hub.setting (name, value) values ('calls_kept_for', '7 days');

grant select, insert, update (answer), delete on hub.api_call to yecai_access;
