-- Makes, changes and ends principals: the roles that own scopes and that logins take on.

set local role yecai_access;

create or replace function hub.add_principal(name text, kind text, reader_roles text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    reader_role text;
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    if name ~ '^(pg|yecai)_' or exists (select from pg_roles as r where r.rolname = name) then
        raise exception 'principal % is refused: the role exists already or its name is reserved; choose another name', name
            using errcode = 'duplicate_object';
    end if;
    perform hub.require_reader_roles(reader_roles);
    -- A principal that was dropped keeps its row, for the history of its scopes, and can come back.
    insert into hub.principal (principal, kind, reader_roles, created_by)
    values (add_principal.name, add_principal.kind, add_principal.reader_roles, session_user)
    on conflict (principal) do update
    set kind = excluded.kind, reader_roles = excluded.reader_roles, created_by = excluded.created_by,
        created_at = clock_timestamp(), ended_at = null;
    execute format('create role %I nologin nosuperuser nocreatedb nocreaterole noreplication nobypassrls', name);
    foreach reader_role in array reader_roles loop
        execute format(
            'grant %I to %I' || case when is_16 then ' with inherit true, set false' else '' end, reader_role, name);
    end loop;
    insert into hub.audit (action, subject, detail)
    values ('add_principal', add_principal.name,
        jsonb_build_object('kind', add_principal.kind, 'reader_roles', to_jsonb(add_principal.reader_roles)));
end
$$;

create or replace function hub.set_principal_roles(name text, reader_roles text[], reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    before text[];
    changed text;
    is_16 constant boolean := current_setting('server_version_num')::integer >= 160000;
begin
    perform hub.require_reader_roles(set_principal_roles.reader_roles);
    perform hub.lock_audit();
    select p.reader_roles into before
    from hub.principal as p
    where p.principal = name and p.ended_at is null
    for update;
    if not found then
        raise exception 'principal % is unknown to the hub', name using errcode = 'undefined_object';
    end if;
    foreach changed in array before loop
        if changed <> all (set_principal_roles.reader_roles) then
            execute format('revoke %I from %I', changed, name);
        end if;
    end loop;
    foreach changed in array set_principal_roles.reader_roles loop
        if changed <> all (before) then
            execute format('grant %I to %I' || case when is_16 then ' with inherit true, set false' else '' end, changed, name);
        end if;
    end loop;
    update hub.principal as p
    set reader_roles = set_principal_roles.reader_roles,
        rights_shrank_at = case
            when before <@ set_principal_roles.reader_roles then p.rights_shrank_at else clock_timestamp()
        end
    where p.principal = name;
    insert into hub.audit (action, subject, detail)
    values ('set_principal_roles', name, jsonb_build_object(
        'before', to_jsonb(before), 'reader_roles', to_jsonb(set_principal_roles.reader_roles), 'reason', reason));
end
$$;

-- Ends a principal: its scopes end, its tokens, subjects, requests, limits and masks go, and its role, so that the same name,
-- used again, inherits nothing. It stays in its groups: they only forbid. Its logins must have been dropped.
create or replace function hub.drop_principal(name text, reason text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    tokens text[];
    subjects integer;
    requests bigint[];
    masks integer;
begin
    if exists (select from hub.login as l where l.principal = drop_principal.name) then
        raise exception 'principal % still has logins; drop them with hub.drop_login first', name
            using errcode = 'dependent_objects_still_exist';
    end if;
    update hub.principal as p
    set ended_at = clock_timestamp(), reader_roles = '{}', rights_shrank_at = clock_timestamp()
    where p.principal = drop_principal.name and p.ended_at is null;
    if not found then
        raise exception 'principal % is unknown to the hub', name using errcode = 'undefined_object';
    end if;
    update hub.scope as s
    set valid_to = greatest(s.valid_from, clock_timestamp())
    where s.principal = drop_principal.name and s.valid_to > clock_timestamp();
    with revoked as (
        update hub.api_token as t set revoked_at = clock_timestamp()
        where t.principal = drop_principal.name and t.revoked_at is null
        returning t.token_id
    )
    select array_agg(r.token_id order by r.token_id) into tokens from revoked as r;
    delete from hub.api_subject as s where s.principal = drop_principal.name;
    get diagnostics subjects = row_count;
    with cancelled as (
        update hub.access_request as q set state = 'cancelled'
        where drop_principal.name in (q.principal, q.requested_by) and q.state in ('open', 'approved')
        returning q.request
    )
    select array_agg(c.request order by c.request) into requests from cancelled as c;
    delete from hub.login_limit as x where x.principal = drop_principal.name;
    update hub.acting as x set ended_at = clock_timestamp()
    where drop_principal.name in (x.service, x.principal) and x.ended_at = 'infinity';
    delete from hub.mask as m where m.role = drop_principal.name;
    get diagnostics masks = row_count;
    execute format('drop role if exists %I', name);
    insert into hub.audit (action, subject, detail)
    values ('drop_principal', name, jsonb_strip_nulls(jsonb_build_object(
        'reason', reason, 'revoked_tokens', to_jsonb(tokens), 'subjects', nullif(subjects, 0),
        'cancelled_requests', to_jsonb(requests), 'masks', nullif(masks, 0))));
end
$$;

revoke execute on function hub.add_principal, hub.set_principal_roles, hub.drop_principal
from public;
grant execute on function hub.add_principal, hub.set_principal_roles, hub.drop_principal
to yecai_dba;
