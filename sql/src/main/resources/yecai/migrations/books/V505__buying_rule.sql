-- What finance watches in buying, by company and currency; what is null is not watched.
create table books.buying_rule (
    company text not null check (company <> ''),
    currency text not null check (currency <> ''),
    version integer not null check (version > 0),
    approval_limit numeric check (approval_limit > 0),
    split_days integer check (split_days between 0 and 365),
    last_price_percent numeric check (last_price_percent >= 0),
    bank_change_days integer check (bank_change_days between 0 and 365),
    cost_of_capital numeric check (cost_of_capital >= 0),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (company, currency, version)
);

create unique index buying_rule_in_force on books.buying_rule (company, currency) where superseded_at = 'infinity';
