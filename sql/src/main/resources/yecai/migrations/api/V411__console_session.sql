-- People who have signed in to the console with a browser, and the links with which they may. Only hashes of 256 random bits
-- are kept. A session without a principal is an administrator's: it is known by its database login, and what it does it does on a
-- connection of that login.

create table hub.console_session (
    -- its public name, which the journal of reads shows
    session text primary key check (session ~ '^[A-Za-z0-9]{12}$'),
    secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
    principal text references hub.principal,
    login text,
    way text not null check (way in ('link', 'subject', 'login')),
    -- of an identity provider's person, whose mapping must still be there
    issuer text,
    subject text,
    created_at timestamptz not null default clock_timestamp(),
    used_at timestamptz not null default clock_timestamp(),
    -- without use for so long it ends
    idle interval not null check (idle > interval '0'),
    ends_at timestamptz not null,
    ended_at timestamptz,
    check (principal is not null or login is not null),
    check (way <> 'login' or login is not null),
    check (way <> 'subject' or (issuer is not null and subject is not null))
);

create index console_session_principal on hub.console_session (principal) where ended_at is null;
create index console_session_login on hub.console_session (login) where ended_at is null;

-- Opens one session, once.
create table hub.console_link (
    link text primary key check (link ~ '^[A-Za-z0-9]{12}$'),
    secret_hash bytea not null unique check (octet_length(secret_hash) = 32),
    principal text not null references hub.principal,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    used_at timestamptz
);

grant select, insert on hub.console_session, hub.console_link to yecai_access;
grant update (used_at, ended_at) on hub.console_session to yecai_access;
grant update (used_at) on hub.console_link to yecai_access;
grant select (session, principal, login, way, issuer, subject, created_at, used_at, idle, ends_at, ended_at)
on hub.console_session to yecai_dba;
grant select (link, principal, created_by, created_at, expires_at, used_at) on hub.console_link to yecai_dba;
