-- The group's codes: which code of the group a code of a source is, and what happens to codes that nobody has mapped.
--
-- code_map and code_rule are what finance wants; applied_code and applied_kind are what the mappings of a source read. Only the
-- capture moves one to the other, in the transaction from which on it derives with it.

-- What has codes, in which columns of canonical tables, and what happens by default where two sources have the same code: refuse,
-- qualify (the source stands before it), or same (it means the same in every source).
create table hub.code_kind (
    kind text primary key,
    code_columns text[] not null,
    master_table text,
    on_collision text not null check (on_collision in ('refuse', 'qualify', 'same'))
);

insert into hub.code_kind (kind, code_columns, master_table, on_collision)
values
    -- companies have hub.source_company, since row policies rest on them
    ('company', '{}', 'company', 'refuse'),
    ('plant', '{plant}', 'plant', 'same'),
    ('material', '{material}', 'material', 'qualify'),
    ('customer', '{customer}', 'customer', 'qualify'),
    ('supplier', '{supplier}', 'supplier', 'qualify'),
    ('account', '{account}', 'account', 'same'),
    ('cost_center', '{cost_center}', null, 'same'),
    ('unit', '{unit, base_unit}', 'unit_of_measure', 'same'),
    ('payment_term', '{payment_term}', 'payment_term', 'same'),
    ('employee', '{salesperson}', null, 'qualify'),
    (
        'currency',
        '{currency, transaction_currency, functional_currency, settling_currency, from_currency, to_currency}',
        'currency',
        'same'
    );

-- Rows are history: one that no longer holds is replaced, never changed. A code of a source has one code of the group on each day;
-- many codes may have the same one, which merges them. valid_to is the first day on which it no longer holds. origin: mapped by finance,
-- or assigned by a rule. The constraint compares hashes of 64 bits, since gist cannot compare texts.
create table hub.code_map (
    map bigint generated always as identity primary key,
    kind text not null references hub.code_kind,
    source text not null check (source ~ '^[a-z][a-z0-9_]{0,30}$'),
    source_code text not null check (source_code <> ''),
    code text not null check (code <> ''),
    valid_from date not null default '-infinity',
    valid_to date not null default 'infinity',
    origin text not null default 'mapped' check (origin in ('mapped', 'assigned')),
    reason text not null check (reason <> ''),
    set_by text not null,
    set_at timestamptz not null default clock_timestamp(),
    replaced_at timestamptz,
    replaced_by text,
    key_hash bigint not null generated always as (
        hashtextextended(kind || chr(31) || source || chr(31) || source_code, 0)
    ) stored,
    check (valid_from < valid_to),
    constraint one_code_at_a_time exclude using gist (
        int8range(key_hash, key_hash, '[]') with =, daterange(valid_from, valid_to) with &&
    ) where (replaced_at is null)
);

create index code_map_source_code on hub.code_map (kind, source, source_code) where replaced_at is null;
create index code_map_code on hub.code_map (kind, code) where replaced_at is null;

-- What holds for codes of a kind that are not mapped, for documents from a day on. pattern: what a code of the group looks like. A code that
-- does not is taken as it is (identity), gets the next free one of the range (assign), or parks its documents (park).
create table hub.code_rule (
    rule bigint generated always as identity primary key,
    kind text not null references hub.code_kind,
    pattern text,
    on_missing text not null check (on_missing in ('identity', 'assign', 'park')),
    on_collision text not null check (on_collision in ('refuse', 'qualify', 'same')),
    range_from text,
    range_to text,
    valid_from date not null default '-infinity',
    reason text not null check (reason <> ''),
    set_by text not null,
    set_at timestamptz not null default clock_timestamp(),
    replaced_at timestamptz,
    replaced_by text,
    check (on_missing = 'identity' or pattern is not null),
    check (
        on_missing <> 'assign'
        or (
            range_from is not null and range_to is not null and range_from ~ '^[0-9]{1,18}$' and range_to ~ '^[0-9]{1,18}$'
            and length(range_from) = length(range_to) and range_from <= range_to
        )
    )
);

create unique index code_rule_kind on hub.code_rule (kind) where replaced_at is null;

-- The kinds of codes that the mappings of a source look up, with the rule that they apply. What is not here costs them nothing.
create table hub.applied_kind (
    source text not null references hub.source,
    kind text not null references hub.code_kind,
    pattern text,
    on_missing text not null default 'identity',
    on_collision text not null,
    range_from text,
    range_to text,
    valid_from date not null default '-infinity',
    primary key (source, kind)
);

-- origin own: the source's own code is the group's; qualified: another source has it as well.
create table hub.applied_code (
    source text not null references hub.source,
    kind text not null references hub.code_kind,
    source_code text not null,
    valid_from date not null,
    valid_to date not null,
    code text not null,
    origin text not null check (origin in ('mapped', 'assigned', 'qualified', 'own')),
    primary key (source, kind, source_code, valid_from)
);

-- Which source had a code of the group first by itself, or to whom it was assigned. contested: another source has the same code, so both are qualified.
create table hub.code_claim (
    kind text not null references hub.code_kind,
    code text not null,
    source text not null,
    contested boolean not null default false,
    primary key (kind, code)
);

-- What was changed for a source and is to be derived again: requested, adopted (mappings see it), planned (the keys that it
-- touches are in hub.code_key), done (none is left). source_code null: all codes of the kind. problem: why it cannot be done.
create table hub.code_change (
    change_no bigint generated always as identity primary key,
    source text not null references hub.source,
    kind text not null references hub.code_kind,
    source_code text,
    requested_by text not null default session_user,
    requested_at timestamptz not null default clock_timestamp(),
    adopted_at timestamptz,
    planned_at timestamptz,
    planned_keys bigint,
    done_at timestamptz,
    problem text
);

create index applied_code_code on hub.applied_code (kind, code);
create index code_change_open on hub.code_change (source) where done_at is null;

-- The keys that are to be derived again, batch by batch. All keys of a document are in one batch.
create table hub.code_key (
    source text not null references hub.source,
    batch bigint not null,
    mapping text not null,
    derive_key text not null,
    primary key (source, batch, mapping, derive_key)
);

-- Which code a parked document lacks: it is tried again when that is mapped.
alter table hub.parked add column missing_kind text;
alter table hub.parked add column missing_code text;

grant select on hub.code_kind, hub.code_rule to yecai_capture;
grant select, insert on hub.code_map to yecai_capture;
grant select, insert, update, delete
    on hub.applied_kind, hub.applied_code, hub.code_claim, hub.code_change, hub.code_key
    to yecai_capture;
grant select, insert, update on hub.code_map, hub.code_rule to yecai_books;
grant select, insert on hub.code_change to yecai_books;
grant select on hub.code_kind, hub.source, hub.source_company to yecai_books;
grant select
    on hub.code_kind, hub.code_map, hub.code_rule, hub.applied_kind, hub.applied_code, hub.code_claim, hub.code_change,
    hub.code_key
    to yecai_dba, yecai_mart, yecai_mart_all, yecai_mart_narrow;
