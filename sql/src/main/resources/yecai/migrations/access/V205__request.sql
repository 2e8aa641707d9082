-- Requests and their approvals.

create table hub.access_request (
    request bigint generated always as identity primary key,
    principal text not null references hub.principal,
    dimension text not null check (dimension in ('company', 'plant', 'cost_center', 'customer_group')),
    value text not null check (value <> ''),
    valid_to timestamptz not null,
    reason text not null check (reason <> ''),
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    approvals_needed integer not null check (approvals_needed >= 0),
    open_until timestamptz not null,
    -- open → approved → used; open → rejected | cancelled; open and approved lapse
    state text not null default 'open'
        check (state in ('open', 'approved', 'used', 'rejected', 'cancelled', 'lapsed')),
    use_before timestamptz,
    is_emergency boolean not null default false,
    -- the scope that a renewal goes on from
    renews bigint references hub.scope
);

create table hub.access_approval (
    request bigint not null references hub.access_request,
    approver text not null,
    approved_at timestamptz not null default clock_timestamp(),
    note text,
    primary key (request, approver)
);

grant select, insert, update on hub.access_request to yecai_access;
grant select, insert on hub.access_approval to yecai_access;
grant select on hub.access_request, hub.access_approval to yecai_dba, yecai_approver;
