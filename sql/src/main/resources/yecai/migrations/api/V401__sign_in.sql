-- Who may read through the API. yecai_api, the API's login, can do nothing by itself but look up who a caller is: it takes
-- on the caller's principal for each request. Only principals that have a token or a subject can be taken on.

create table hub.api_token (
    token_id text primary key check (token_id ~ '^[A-Za-z0-9]{12}$'),
    principal text not null references hub.principal,
    label text not null check (label <> ''),
    -- sha256 of 256 random bits; the token itself is kept nowhere
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    -- patterns: *, schema.*, schema.view
    datasets text[] not null check (cardinality(datasets) > 0),
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);

create index api_token_principal on hub.api_token (principal);

-- A person or program that an identity provider vouches for, or the subject of a client certificate.
create table hub.api_subject (
    issuer text not null check (issuer <> ''),
    subject text not null check (subject <> ''),
    principal text not null references hub.principal,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (issuer, subject)
);

grant select, insert on hub.api_token, hub.api_subject to yecai_access;
grant update (revoked_at) on hub.api_token to yecai_access;
grant delete on hub.api_subject to yecai_access;
grant select (token_id, principal, label, datasets, created_by, created_at, expires_at, revoked_at)
on hub.api_token to yecai_dba;
grant select on hub.api_subject to yecai_dba;
