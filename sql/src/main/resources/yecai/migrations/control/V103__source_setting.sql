-- Settings of a source: what its pack declares, what was set, and with which values its canonical rows are derived.

create table hub.source_setting_rule (
    source text not null references hub.source,
    name text not null,
    value_type text not null check (value_type in ('text', 'number', 'boolean', 'time_zone', 'list')),
    per_company boolean not null,
    default_value text,
    allowed text[],
    title jsonb not null default '{}',
    primary key (source, name)
);

-- company is '' for the whole source.
create table hub.source_setting (
    source text not null references hub.source,
    name text not null,
    company text not null default '',
    value text not null,
    reason text not null,
    set_by text not null default session_user,
    set_at timestamptz not null default clock_timestamp(),
    primary key (source, name, company)
);

-- What the mappings read. The capture writes it in the transaction that derives again what depends on it.
create table hub.applied_setting (
    source text not null references hub.source,
    name text not null,
    company text not null default '',
    value text not null,
    primary key (source, name, company)
);

grant select, insert, update, delete on hub.source_setting_rule, hub.applied_setting to yecai_capture;
grant select on hub.source_setting to yecai_capture;
grant select on hub.source_setting_rule, hub.source_setting, hub.applied_setting to yecai_dba;
grant select on hub.source_setting_rule to yecai_access;
grant select, insert, update, delete on hub.source_setting to yecai_access;
