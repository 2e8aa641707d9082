-- Who may read: reader roles and the datasets they open, principals, their logins and scopes. A scope of the kind company
-- opens rows; a scope of another kind narrows them. Rows are written only by the functions of functions/hub/access and
-- functions/hub/session.

create table hub.reader_role (
    role text primary key check (role ~ '^[a-z][a-z0-9_]{0,62}$'),
    created_by text not null default session_user,
    created_at timestamptz not null default clock_timestamp()
);

insert into hub.reader_role (role)
values ('finance_reader'), ('production_reader'), ('reporting_reader');

-- A dataset is a published view, or all of a schema: 'finance.receipt', 'finance.*'.
create table hub.dataset_grant (
    role text not null references hub.reader_role,
    dataset text not null check (dataset ~ '^(finance|production|reporting)\.([a-z][a-z0-9_]{0,62}|\*)$'),
    granted_by text not null default session_user,
    granted_at timestamptz not null default clock_timestamp(),
    primary key (role, dataset)
);

insert into hub.dataset_grant (role, dataset)
values
    ('finance_reader', 'finance.*'),
    ('production_reader', 'production.*'),
    ('production_reader', 'finance.dictionary'),
    ('production_reader', 'finance.freshness'),
    ('reporting_reader', 'reporting.*'),
    ('reporting_reader', 'finance.dictionary'),
    ('reporting_reader', 'finance.freshness');

create table hub.principal (
    principal text primary key check (principal ~ '^[a-z][a-z0-9_]{0,62}$'),
    kind text not null check (kind in ('person', 'group', 'service')),
    reader_roles text[] not null,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz,
    rights_shrank_at timestamptz not null default '-infinity'
);

-- A login can end by itself. valid until of the role stops new sessions by password; this stops rows, whatever let the
-- session in.
create table hub.login (
    login text primary key check (login ~ '^[a-z][a-z0-9_]{0,62}$'),
    principal text not null references hub.principal,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    valid_to timestamptz not null default 'infinity',
    connection_limit integer not null default -1
);

create index login_principal on hub.login (principal);

-- A login that a transaction is making, and the role that its caller may act as for that. The deferred key is never met, so
-- that no transaction commits before hub.confirm_login has removed the row.
create table hub.login_draft (
    login text primary key,
    maker text not null,
    settings text[] not null,
    roles oid[] not null,
    ended_by text not null default 'hub.confirm_login',
    constraint a_transaction_confirms_the_login_it_makes foreign key (ended_by) references hub.login
        deferrable initially deferred
);

-- Limits of a principal's logins that differ from the hub's own (hub.setting: login_… and longest_idle_transaction).
create table hub.login_limit (
    principal text not null references hub.principal,
    name text not null,
    value text not null,
    primary key (principal, name),
    check (value = 'default' or case name
        when 'statement_timeout' then value ~ '^[1-9][0-9]{0,8} ?(ms|s|min|h|d)$'
        when 'idle_in_transaction_session_timeout' then value ~ '^[1-9][0-9]{0,8} ?(ms|s|min|h|d)$'
        when 'work_mem' then value ~ '^[1-9][0-9]{0,5} ?(kB|MB|GB)$'
        when 'temp_file_limit' then value ~ '^[1-9][0-9]{0,5} ?(kB|MB|GB)$'
        when 'connection_limit' then value ~ '^[1-9][0-9]{0,4}$'
        else false
    end)
);

-- The principals that the logins of a service may act as, one after the other: a BI tool with one pool of connections. Rows
-- stay when it has ended, so that sessions of before can be ended.
create table hub.acting (
    acting bigint generated always as identity primary key,
    service text not null references hub.principal,
    principal text not null references hub.principal,
    reason text not null check (reason <> ''),
    granted_by text not null default session_user,
    granted_at timestamptz not null default clock_timestamp(),
    ended_at timestamptz not null default 'infinity'
);

create unique index acting_in_force on hub.acting (service, principal) where ended_at = 'infinity';

create table hub.scope (
    scope bigint generated always as identity primary key,
    principal text not null references hub.principal,
    dimension text not null check (dimension in ('company', 'plant', 'cost_center', 'customer_group')),
    value text not null check (value <> ''),
    valid_from timestamptz not null default clock_timestamp(),
    valid_to timestamptz not null default 'infinity',
    reason text not null check (reason <> ''),
    granted_by text not null,
    granted_at timestamptz not null default clock_timestamp(),
    request bigint,
    check (valid_from <= valid_to)
);

create index scope_principal on hub.scope (principal, dimension);

-- Who works with whom, so that nobody approves for a colleague of the same group. Members need not be principals.
create table hub.group_member (
    group_name text not null,
    member text not null,
    primary key (group_name, member)
);

grant select, insert, delete on hub.reader_role, hub.dataset_grant, hub.group_member to yecai_access;
grant select, insert, update, delete on hub.principal, hub.login to yecai_access;
grant select, insert, delete on hub.login_draft to yecai_access;
grant select, insert, update, delete on hub.login_limit to yecai_access;
grant select, insert on hub.acting to yecai_access;
grant update (ended_at) on hub.acting to yecai_access;
grant select, insert on hub.scope to yecai_access;
grant update (valid_to) on hub.scope to yecai_access;
grant select on
    hub.reader_role, hub.dataset_grant, hub.group_member, hub.principal, hub.login, hub.login_limit, hub.acting, hub.scope
to yecai_dba;
grant select on hub.reader_role, hub.dataset_grant to yecai_mart;
