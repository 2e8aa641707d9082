-- Who may read through the API. yecai_api, the API's login, can do nothing by itself but look up who a caller is: it takes
-- on the caller's principal for each request. Only principals that have a token or a subject can be taken on.

grant usage on schema hub to yecai_api;

create table hub.api_token (
    token_id text primary key check (token_id ~ '^[A-Za-z0-9]{12}$'),
    principal text not null references hub.principal,
    label text not null check (label <> ''),
    -- sha256 of 256 random bits; the token itself is kept nowhere
    secret_hash bytea not null check (octet_length(secret_hash) = 32),
    -- patterns: *, schema.*, schema.view
    datasets text[] not null check (cardinality(datasets) > 0),
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    expires_at timestamptz not null,
    revoked_at timestamptz
);

create index api_token_principal on hub.api_token (principal);

-- A person or program that an identity provider vouches for, or the subject of a client certificate.
create table hub.api_subject (
    issuer text not null check (issuer <> ''),
    subject text not null check (subject <> ''),
    principal text not null references hub.principal,
    created_by text not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (issuer, subject)
);

grant select, insert on hub.api_token, hub.api_subject to yecai_access;
grant update (revoked_at) on hub.api_token to yecai_access;
grant delete on hub.api_subject to yecai_access;
grant select (token_id, principal, label, datasets, created_by, created_at, expires_at, revoked_at)
on hub.api_token to yecai_dba;
grant select on hub.api_subject to yecai_dba;

grant create on schema hub to yecai_access;
set local role yecai_access;

create function hub.let_api_act_as(principal text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from hub.principal as p where p.principal = let_api_act_as.principal and p.ended_at is null
    ) then
        raise exception 'principal % is unknown to the hub: add it with hub.add_principal', principal
            using errcode = 'undefined_object';
    end if;
    execute format(
        'grant %I to yecai_api'
        || case when current_setting('server_version_num')::integer >= 160000
            then ' with inherit false, set true' else '' end,
        principal);
end
$$;

create function hub.issue_token(
    token_id text, principal text, label text, secret_hash bytea, datasets text[], expires_at timestamptz
) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform hub.let_api_act_as(principal);
    insert into hub.api_token (token_id, principal, label, secret_hash, datasets, created_by, expires_at)
    values (token_id, principal, label, secret_hash, datasets, session_user, expires_at);
    insert into hub.audit (action, subject, detail)
    values ('issue_token', principal, jsonb_build_object(
        'token_id', token_id, 'label', label, 'datasets', to_jsonb(datasets), 'expires_at', expires_at));
end
$$;

-- False when there is no such token, or it was revoked before.
create function hub.revoke_token(token_id text, reason text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    owner text;
begin
    update hub.api_token as t
    set revoked_at = clock_timestamp()
    where t.token_id = revoke_token.token_id and t.revoked_at is null
    returning t.principal into owner;
    if owner is null then
        return false;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('revoke_token', owner, jsonb_build_object('token_id', token_id, 'reason', reason));
    perform pg_notify('yecai_api', 'token');
    return true;
end
$$;

create function hub.map_subject(issuer text, subject text, principal text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    perform hub.let_api_act_as(principal);
    insert into hub.api_subject (issuer, subject, principal, created_by)
    values (issuer, subject, principal, session_user);
    insert into hub.audit (action, subject, detail)
    values ('map_subject', principal, jsonb_build_object('issuer', issuer, 'subject', subject));
end
$$;

create function hub.unmap_subject(issuer text, subject text) returns boolean
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    owner text;
begin
    delete from hub.api_subject as s
    where s.issuer = unmap_subject.issuer and s.subject = unmap_subject.subject
    returning s.principal into owner;
    if owner is null then
        return false;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('unmap_subject', owner, jsonb_build_object('issuer', issuer, 'subject', subject));
    perform pg_notify('yecai_api', 'subject');
    return true;
end
$$;

-- The two questions that the API may ask before it knows who calls. Neither lists anything.
create function hub.find_token(token_id text)
returns table (principal text, secret_hash bytea, datasets text[], expires_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select t.principal, t.secret_hash, t.datasets, t.expires_at
    from hub.api_token as t
    inner join hub.principal as p on p.principal = t.principal and p.ended_at is null
    where t.token_id = find_token.token_id
        and t.revoked_at is null
        and t.expires_at > statement_timestamp()
$$;

create function hub.find_subject(issuer text, subject text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.principal
    from hub.api_subject as s
    inner join hub.principal as p on p.principal = s.principal and p.ended_at is null
    where s.issuer = find_subject.issuer and s.subject = find_subject.subject
$$;

revoke execute on function
    hub.let_api_act_as, hub.issue_token, hub.revoke_token, hub.map_subject, hub.unmap_subject,
    hub.find_token, hub.find_subject
from public;
grant execute on function hub.issue_token, hub.revoke_token, hub.map_subject, hub.unmap_subject to yecai_dba;
grant execute on function hub.find_token, hub.find_subject to yecai_api;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
