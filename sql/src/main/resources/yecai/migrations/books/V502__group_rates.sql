-- Rates by which the group translates its companies' books: finance's own, not an ERP's. Units of to_currency for 1 of from_currency.

-- closing: of the last day of a month. average: of a month, on its last day. transaction: of a day. A row holds until it is superseded
-- by the next version of the same rate; nothing else of it changes.
create table books.group_rate (
    from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
    to_currency text not null check (to_currency ~ '^[A-Z]{3}$'),
    rate_type text not null check (rate_type in ('closing', 'average', 'transaction')),
    valid_on date not null,
    version integer not null check (version > 0),
    rate numeric not null check (rate > 0),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (from_currency, to_currency, rate_type, valid_on, version),
    check (from_currency <> to_currency),
    check (rate_type = 'transaction' or valid_on = (date_trunc('month', valid_on::timestamp) + interval '1 month - 1 day')::date)
);

create unique index group_rate_in_force on books.group_rate (from_currency, to_currency, rate_type, valid_on)
    where superseded_at = 'infinity';

-- Historical rates of a company's equity: of what is posted to the account from valid_from on, until the next one. account is '' for all
-- equity accounts that have none of their own. A version whose rate is null takes the rate of that day back.
create table books.equity_rate (
    company text not null check (company <> ''),
    account text not null,
    from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
    to_currency text not null check (to_currency ~ '^[A-Z]{3}$'),
    valid_from date not null,
    version integer not null check (version > 0),
    rate numeric check (rate > 0),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (company, account, from_currency, to_currency, valid_from, version),
    check (from_currency <> to_currency)
);

create unique index equity_rate_in_force on books.equity_rate (company, account, from_currency, to_currency, valid_from)
    where superseded_at = 'infinity';

-- How a company's revenue and expense are translated: at the average of the month (also where there is no row), or at the rate of
-- each entry's day.
create table books.translation_basis (
    company text not null check (company <> ''),
    version integer not null check (version > 0),
    basis text not null check (basis in ('average', 'transaction')),
    reason text not null check (reason <> ''),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (company, version)
);

create unique index translation_basis_in_force on books.translation_basis (company) where superseded_at = 'infinity';

-- For how many days a transaction rate holds when no later one is there, as over holidays; an older one is none.
insert into hub.setting (name, value) values ('transaction_rate_days', '10');
