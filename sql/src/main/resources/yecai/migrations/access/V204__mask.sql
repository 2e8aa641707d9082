-- Column masks and sensitivity labels. A mask stands in the published view, so what a reader filters, groups or joins by
-- is the masked value. A view has the extra expression only for columns that somebody's mask names.

create table hub.mask (
    dataset text not null check (dataset ~ '^(finance|production|reporting)\.([a-z][a-z0-9_]{0,62}|\*)$'),
    column_name text not null,
    -- a reader role, or one principal, whose own row goes before those of its roles
    role text not null,
    mask text not null check (mask in ('full', 'partial', 'hash', 'null', 'none')),
    reason text not null check (reason <> ''),
    set_by text not null default session_user,
    set_at timestamptz not null default clock_timestamp(),
    primary key (dataset, column_name, role)
);

create table hub.label (
    dataset text not null check (dataset ~ '^(finance|production|reporting)\.([a-z][a-z0-9_]{0,62}|\*)$'),
    column_name text not null,
    label text not null check (label in ('public', 'internal', 'confidential', 'personal')),
    set_by text not null default session_user,
    set_at timestamptz not null default clock_timestamp(),
    primary key (dataset, column_name)
);

-- Makes hashes useless to whoever can only guess values.
create table hub.mask_salt (
    only_row boolean primary key default true check (only_row),
    salt text not null
);

insert into hub.mask_salt (salt)
select encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');

grant select on hub.mask_salt, hub.mask to yecai_mart;
grant select, insert, update, delete on hub.mask, hub.label to yecai_access;
grant select on hub.mask, hub.label to yecai_dba;
