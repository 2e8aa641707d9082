-- Access core: principals, their logins and scopes, and the audit. Rows are written only by the functions of V4.

create table hub.principal (
    principal text primary key check (principal ~ '^[a-z][a-z0-9_]{0,62}$'),
    kind text not null check (kind in ('person', 'group', 'service')),
    reader_roles text[] not null
        check (reader_roles <@ array['finance_reader', 'production_reader', 'reporting_reader']),
    created_by text not null,
    created_at timestamptz not null default clock_timestamp()
);

create table hub.login (
    login text primary key check (login ~ '^[a-z][a-z0-9_]{0,62}$'),
    principal text not null references hub.principal,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp()
);

create index login_principal on hub.login (principal);

create table hub.scope (
    scope bigint generated always as identity primary key,
    principal text not null references hub.principal,
    dimension text not null check (dimension = 'company'),
    value text not null check (value <> ''),
    valid_from timestamptz not null default clock_timestamp(),
    valid_to timestamptz not null default 'infinity',
    reason text not null check (reason <> ''),
    granted_by text not null,
    granted_at timestamptz not null default clock_timestamp(),
    check (valid_from <= valid_to)
);

create index scope_principal on hub.scope (principal, dimension);

-- What the policies read. In a view current_user stays the reader, while table rights are the view owner's, so the
-- mart roles need no right on hub.scope. statement_timestamp() lets a scope expire within an open transaction.
create view hub.reader_all_companies with (security_barrier = true) as
select exists (
    select from hub.scope as s
    where s.principal = current_user::text
        and s.dimension = 'company'
        and s.value = '*'
        and s.valid_from <= statement_timestamp()
        and s.valid_to > statement_timestamp()
) as granted;

-- Empty for a reader of all companies: the other branch of the governed views serves that reader.
create view hub.reader_company with (security_barrier = true) as
select s.value as company
from hub.scope as s
where s.principal = current_user::text
    and s.dimension = 'company'
    and s.value <> '*'
    and s.valid_from <= statement_timestamp()
    and s.valid_to > statement_timestamp()
    and not (select a.granted from hub.reader_all_companies as a);

grant select on hub.reader_all_companies, hub.reader_company to yecai_mart, yecai_mart_all;

create table hub.audit (
    audit bigint primary key,
    happened_at timestamptz not null,
    actor text not null,
    action text not null,
    subject text not null,
    detail jsonb not null default '{}',
    prev_hash bytea not null unique,
    hash bytea not null
);

-- The text that is hashed. Timestamps as microseconds since 1970, so that no session setting changes the hash.
create function hub.audit_hash(entry hub.audit) returns bytea
language sql immutable
set search_path = pg_catalog, pg_temp
return sha256(
    entry.prev_hash || convert_to(
        jsonb_build_array(
            entry.audit,
            (extract(epoch from entry.happened_at) * 1000000)::bigint,
            entry.actor,
            entry.action,
            entry.subject,
            entry.detail
        )::text,
        'UTF8'
    )
);

-- Numbers the entry and chains it to the one before. The lock makes writers wait for each other; a writer whose
-- snapshot is too old to see the last entry fails on the unique prev_hash instead of forking the chain.
create function hub.chain_audit() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    last hub.audit;
begin
    perform pg_advisory_xact_lock(hashtextextended('yecai.audit', 0));
    select * into last from hub.audit order by audit desc limit 1;
    new.audit := coalesce(last.audit, 0) + 1;
    new.happened_at := clock_timestamp();
    new.actor := session_user;
    new.prev_hash := coalesce(last.hash, '\x00');
    new.hash := hub.audit_hash(new);
    return new;
end
$$;

create function hub.refuse_audit_change() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'hub.audit is append-only: % is refused', lower(tg_op)
        using errcode = 'insufficient_privilege';
end
$$;

create trigger chain before insert on hub.audit
for each row execute function hub.chain_audit();

create trigger append_only before update or delete on hub.audit
for each row execute function hub.refuse_audit_change();

create trigger no_truncate before truncate on hub.audit
for each statement execute function hub.refuse_audit_change();

alter table hub.audit enable always trigger append_only;
alter table hub.audit enable always trigger no_truncate;

-- Names the first entry that does not fit the chain; no row means that the chain is whole. A cut tail fits, so keep
-- the last hash outside the database as well.
create function hub.first_bad_audit() returns table (audit bigint, problem text)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select c.audit, c.problem
    from (
        select
            a.audit,
            case
                when a.audit <> row_number() over (order by a.audit) then 'number missing before this entry'
                when a.prev_hash <> lag(a.hash, 1, '\x00'::bytea) over (order by a.audit) then 'not chained to the entry before'
                when a.hash <> hub.audit_hash(a) then 'content differs from its hash'
            end as problem
        from hub.audit as a
    ) as c
    where c.problem is not null
    order by c.audit
    limit 1
$$;

grant select, insert on hub.principal, hub.login, hub.scope, hub.audit to yecai_access;
grant update (valid_to) on hub.scope to yecai_access;
grant delete on hub.login to yecai_access;
grant execute on function hub.chain_audit, hub.refuse_audit_change, hub.audit_hash to yecai_access;
grant select on hub.principal, hub.login, hub.scope, hub.audit to yecai_dba;
grant execute on function hub.first_bad_audit, hub.audit_hash to yecai_dba;
