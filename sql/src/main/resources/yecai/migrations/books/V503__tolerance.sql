-- What a supplier's invoice may differ from its order and receipt without being held up. supplier and material_kind are '' where the row
-- is for all that have none of their own. A row without any limit counts as none. price_rule: whether a price must break both limits to
-- be held up, or one of them.
create table books.tolerance (
    company text not null check (company <> ''),
    supplier text not null,
    material_kind text not null,
    version integer not null check (version > 0),
    price_percent numeric check (price_percent >= 0),
    price_amount numeric check (price_amount >= 0),
    quantity_percent numeric check (quantity_percent >= 0),
    early_days integer check (early_days >= 0),
    price_rule text not null check (price_rule in ('both', 'either')),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (company, supplier, material_kind, version)
);

create unique index tolerance_in_force on books.tolerance (company, supplier, material_kind) where superseded_at = 'infinity';
