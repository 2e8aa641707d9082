-- From how much on a payment needs how many approvals, by company and currency; below the lowest, and where there is none, one is needed.
create table books.payment_rule (
    company text not null check (company <> ''),
    currency text not null check (currency <> ''),
    amount_from numeric not null check (amount_from >= 0),
    version integer not null check (version > 0),
    approvals integer not null check (approvals between 1 and 9),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (company, currency, amount_from, version)
);

create unique index payment_rule_in_force on books.payment_rule (company, currency, amount_from) where superseded_at = 'infinity';

-- Requests to pay an open item of a supplier, or ahead of a purchase order (kind prepayment); each step is a row more, and the last one
-- holds. amount, item and supplier never change: another amount is another request. approvals is how many it needs.
create table books.payment_request (
    company text not null check (company <> ''),
    request text not null,
    version integer not null check (version > 0),
    kind text not null check (kind in ('regular', 'prepayment')),
    source text not null,
    payable_item text,
    purchase_order text,
    payment text,
    document_no text,
    supplier text not null,
    transaction_currency text not null,
    amount numeric not null check (amount > 0),
    pay_on date not null,
    state text not null check (state in ('requested', 'approved', 'exported', 'paid', 'rejected', 'cancelled')),
    approvals integer not null,
    requester text not null,
    reason text,
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (request, version),
    check ((payable_item is null) = (kind = 'prepayment') and (purchase_order is null) = (kind = 'regular'))
);

create unique index payment_request_in_force on books.payment_request (request) where superseded_at = 'infinity';
create index payment_request_payable_item on books.payment_request (source, payable_item);
create index payment_request_purchase_order on books.payment_request (source, purchase_order) where purchase_order is not null;

-- Who has decided on a request, one row each.
create table books.payment_decision (
    company text not null check (company <> ''),
    request text not null,
    decided_by text not null,
    decision text not null check (decision in ('approved', 'rejected')),
    amount numeric not null,
    reason text,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (request, decided_by)
);
