-- Reviews of the scopes in force.

create table hub.access_review (
    review bigint generated always as identity primary key,
    subject text not null,
    opened_by text not null,
    opened_at timestamptz not null default clock_timestamp(),
    due_at timestamptz not null
);

create table hub.access_review_item (
    review bigint not null references hub.access_review,
    scope bigint not null references hub.scope,
    last_seen timestamptz,
    decision text check (decision in ('confirmed', 'revoked', 'lapsed')),
    decided_by text,
    decided_at timestamptz,
    note text,
    primary key (review, scope)
);

grant select, insert, update on hub.access_review_item to yecai_access;
grant select, insert on hub.access_review to yecai_access;
grant select on hub.access_review, hub.access_review_item to yecai_dba, yecai_approver;
