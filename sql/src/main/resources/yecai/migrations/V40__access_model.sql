-- Access model: reader roles, which datasets they open, and scopes of four kinds. A scope of the kind company opens
-- rows; a scope of another kind narrows them. Rows are written only by the functions of V43 and later.

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
    ('production_reader', 'finance.freshness'),
    ('reporting_reader', 'reporting.*'),
    ('reporting_reader', 'finance.freshness');

alter table hub.principal drop constraint principal_reader_roles_check;

alter table hub.scope drop constraint scope_dimension_check;
alter table hub.scope add constraint scope_dimension_check
    check (dimension in ('company', 'plant', 'cost_center', 'customer_group'));

-- A login can end by itself. valid until of the role stops new sessions by password; this stops rows, whatever let the
-- session in.
alter table hub.login add column valid_to timestamptz not null default 'infinity';
alter table hub.login add column connection_limit integer not null default -1;

-- Every scope in force of the current reader; none when the login that the session came by has ended.
create view hub.reader_scope with (security_barrier = true) as
select s.dimension, s.value
from hub.scope as s
where s.principal = current_user::text
    and s.valid_from <= statement_timestamp()
    and s.valid_to > statement_timestamp()
    and not exists (
        select from hub.login as l
        where l.login = session_user::text and l.valid_to <= statement_timestamp()
    );

-- A reader is narrowed from the first scope of a kind other than company on, and stays it when that scope ends:
-- otherwise the end of 'plant P1' would open all plants. A scope of value '*' lifts it.
create view hub.reader_narrowed with (security_barrier = true) as
select exists (
    select from hub.scope as s
    where s.principal = current_user::text and s.dimension <> 'company'
) as narrowed;

create or replace view hub.reader_all_companies with (security_barrier = true) as
select exists (
    select from hub.reader_scope as s
    where s.dimension = 'company' and s.value = '*'
) and not (select n.narrowed from hub.reader_narrowed as n) as granted;

-- Empty for a reader of all companies and for a narrowed reader: other branches of the governed views serve these.
create or replace view hub.reader_company with (security_barrier = true) as
select s.value as company
from hub.reader_scope as s
where s.dimension = 'company'
    and s.value <> '*'
    and not (select a.granted from hub.reader_all_companies as a)
    and not (select n.narrowed from hub.reader_narrowed as n);

-- What a narrowed reader may see; no row for others. In a dimension that is free, every value shows, null too.
create view hub.narrow_scope with (security_barrier = true) as
select s.dimension, s.value
from hub.reader_scope as s
where (select n.narrowed from hub.reader_narrowed as n);

create view hub.narrow_free with (security_barrier = true) as
select
    d.dimension,
    exists (select from hub.narrow_scope as s where s.dimension = d.dimension and s.value = '*')
    or (
        d.dimension <> 'company'
        and not exists (
            select from hub.scope as s where s.principal = current_user::text and s.dimension = d.dimension
        )
    ) as free
from (values ('company'), ('plant'), ('cost_center'), ('customer_group')) as d (dimension)
where (select n.narrowed from hub.reader_narrowed as n);

grant usage on schema hub, canon to yecai_mart_narrow;
grant usage, create on schema mart to yecai_mart_narrow;
grant select on hub.reader_company, hub.reader_all_companies to yecai_mart_narrow;
grant select on hub.narrow_scope, hub.narrow_free, hub.reporting_currency to yecai_mart_narrow, yecai_mart_all;
grant select on hub.narrow_scope to yecai_mart;
grant select, insert, delete on hub.reader_role, hub.dataset_grant to yecai_access;
grant update on hub.principal, hub.login to yecai_access;
grant delete on hub.principal to yecai_access;
grant select on hub.reader_role, hub.dataset_grant to yecai_dba, yecai_mart;

-- What the lints compare the catalogue with: each policy and view as the hub made it.
create table hub.governed_policy (
    relation text not null,
    policy text not null,
    roles text[] not null,
    command text not null,
    using_text text,
    check_text text,
    primary key (relation, policy)
);

create table hub.governed_view (
    view text primary key,
    owner text not null,
    barrier boolean not null,
    definition text not null
);

grant select on hub.governed_policy, hub.governed_view to yecai_dba;
