-- From which size on a variance counts as waste: above usage_percent of its standard and above amount, in the company's currency.
-- material_group is '' where the row is for all groups that have none of their own, and for hours.
create table books.tolerance_cost (
    company text not null check (company <> ''),
    material_group text not null,
    version integer not null check (version > 0),
    usage_percent numeric check (usage_percent >= 0),
    amount numeric check (amount >= 0),
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (company, material_group, version)
);

create unique index tolerance_cost_in_force on books.tolerance_cost (company, material_group) where superseded_at = 'infinity';

-- Findings that somebody follows to their end; each step is a row more, and the last one holds. What it is about never changes.
create table books.cost_case (
    company text not null check (company <> ''),
    cost_case text not null,
    version integer not null check (version > 0),
    source text not null,
    production_order text not null,
    component_kind text not null,
    component text,
    cause text not null check (cause <> ''),
    amount numeric,
    functional_currency text,
    state text not null check (state in ('open', 'assigned', 'closed')),
    responsible text,
    outcome text check (outcome in ('remedied', 'accepted', 'unfounded')),
    action text,
    opened_by text not null,
    recorded_by text not null,
    recorded_at timestamptz not null default clock_timestamp(),
    superseded_at timestamptz not null default 'infinity',
    primary key (cost_case, version),
    check ((state = 'closed') = (outcome is not null and action is not null)),
    check (state <> 'assigned' or responsible is not null)
);

create unique index cost_case_in_force on books.cost_case (cost_case) where superseded_at = 'infinity';
create index cost_case_production_order on books.cost_case (source, production_order);
