-- What the lints compare the catalogue with: each policy and view as the hub made it.

create table hub.governed_policy (
    relation text not null,
    policy text not null,
    roles text[] not null,
    command text not null,
    using_text text,
    check_text text,
    primary key (relation, policy)
);

create table hub.governed_view (
    view text primary key,
    owner text not null,
    barrier boolean not null,
    definition text not null
);

grant select on hub.governed_policy, hub.governed_view to yecai_dba;
grant select on hub.governed_view to yecai_access;
