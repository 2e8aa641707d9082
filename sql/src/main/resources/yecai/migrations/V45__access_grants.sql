-- Grants, and what a DBA asks about them: hub.grant_access, hub.revoke_access, hub.explain_access, hub.preview_as.

alter table hub.scope add column request bigint;

grant create on schema hub to yecai_access;
set local role yecai_access;

-- Opens (kind company) or narrows to (plant, cost_center, customer_group) a value; '*' is every value. Without an end it
-- stays until it is revoked; without a beginning it begins now. Returns the number of the scope.
create function hub.grant_access(
    principal text,
    kind text,
    value text,
    valid_to timestamptz,
    reason text,
    valid_from timestamptz default null,
    request bigint default null
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    added bigint;
begin
    if not exists (select from hub.principal as p where p.principal = grant_access.principal and p.ended_at is null) then
        raise exception 'principal % is unknown to the hub; make it with hub.add_principal', grant_access.principal
            using errcode = 'undefined_object';
    end if;
    insert into hub.scope (principal, dimension, value, valid_from, valid_to, reason, granted_by, request)
    values (
        grant_access.principal, grant_access.kind, grant_access.value,
        coalesce(grant_access.valid_from, clock_timestamp()), coalesce(grant_access.valid_to, 'infinity'),
        grant_access.reason, session_user, grant_access.request
    )
    returning scope into added;
    -- The first scope of another kind takes rows away.
    if grant_access.kind <> 'company' then
        update hub.principal as p set rights_shrank_at = clock_timestamp() where p.principal = grant_access.principal;
    end if;
    insert into hub.audit (action, subject, detail)
    values ('grant_scope', grant_access.principal, jsonb_build_object(
        'scope', added, 'dimension', grant_access.kind, 'value', grant_access.value,
        'valid_from', grant_access.valid_from, 'valid_to', coalesce(grant_access.valid_to, 'infinity'),
        'reason', grant_access.reason, 'request', grant_access.request));
    return added;
end
$$;

-- Ends every scope of this kind and value that is in force or to come; the rows stay, as history. Open sessions see the
-- change at their next statement; call hub.end_stale_sessions() after the commit for those that hold older snapshots.
create function hub.revoke_access(principal text, kind text, value text, reason text) returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    ended integer;
begin
    update hub.scope as s
    set valid_to = greatest(s.valid_from, clock_timestamp())
    where s.principal = revoke_access.principal
        and s.dimension = revoke_access.kind
        and s.value = revoke_access.value
        and s.valid_to > clock_timestamp();
    get diagnostics ended = row_count;
    if ended = 0 then
        raise exception 'principal % has no scope % % in force or to come',
            revoke_access.principal, revoke_access.kind, revoke_access.value using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    values ('revoke_scope', revoke_access.principal, jsonb_build_object(
        'dimension', revoke_access.kind, 'value', revoke_access.value, 'reason', revoke_access.reason, 'ended', ended));
    return ended;
end
$$;

-- The links from a principal to the rows of a dataset, in order; the first that does not hold says why nothing shows.
create function hub.explain_access(role text, dataset text, company text default null)
returns table (step integer, link text, holds boolean, detail text, remedy text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    found_principal hub.principal;
    opening text;
    relation oid;
    narrowed boolean;
    found_scope hub.scope;
    is_any boolean := false;
begin
    select * into found_principal from hub.principal as p where p.principal = role and p.ended_at is null;
    return query select 1, 'principal', found_principal.principal is not null,
        case when found_principal.principal is null then format('%s is no principal of the hub', role)
            else format('%s is a %s, made by %s on %s', role, found_principal.kind, found_principal.created_by,
                to_char(found_principal.created_at, 'YYYY-MM-DD')) end,
        case when found_principal.principal is null then
            format('select hub.add_principal(%L, ''person'', array[''finance_reader'']);', role) end;
    if found_principal.principal is null then
        return;
    end if;
    return query select 2, 'login', exists (select from hub.login as l where l.principal = role and l.valid_to > statement_timestamp()),
        coalesce(
            (select string_agg(format('%s until %s', l.login, l.valid_to), ', ' order by l.login)
                from hub.login as l where l.principal = role),
            'has no login; the API may still act for it'),
        case when not exists (select from hub.login as l where l.principal = role and l.valid_to > statement_timestamp()) then
            format('yecai access login %s --for 8h', role) end;
    return query select 3, 'membership',
        not exists (
            select from unnest(found_principal.reader_roles) as w
            where not exists (
                select from pg_auth_members as m
                where m.roleid = to_regrole(quote_ident(w)) and m.member = to_regrole(quote_ident(role))
            )
        ) and found_principal.reader_roles <> '{}',
        format('%s has the reader roles %s', role, coalesce(nullif(array_to_string(found_principal.reader_roles, ', '), ''), '(none)')),
        case when found_principal.reader_roles = '{}' then
            format('select hub.set_principal_roles(%L, array[''finance_reader''], ''why'');', role) end;
    select c.oid into relation
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname = split_part(dataset, '.', 1) and c.relname = split_part(dataset, '.', 2)
        and n.nspname in ('finance', 'production', 'reporting');
    select g.role || ' has ' || g.dataset || ', granted by ' || g.granted_by into opening
    from hub.dataset_grant as g
    where g.role = any (found_principal.reader_roles)
        and g.dataset in (dataset, split_part(dataset, '.', 1) || '.*')
    order by g.role
    limit 1;
    return query select 4, 'dataset', relation is not null and has_table_privilege(role, relation, 'select'),
        case when relation is null then format('%s is no dataset', dataset)
            else coalesce(opening, format('none of its reader roles has %s', dataset)) end,
        case when relation is not null and opening is null then
            format('select hub.set_principal_roles(%L, array[...], ''why''); or select hub.grant_dataset(<reader role>, %L);', role, dataset)
        end;
    if relation is null then
        return;
    end if;
    narrowed := exists (select from hub.scope as s where s.principal = role and s.dimension <> 'company');
    return query select 5, 'policy', true,
        case
            when narrowed then 'rows of its companies, narrowed by policy reader_narrowed; branch of yecai_mart_narrow'
            when exists (
                select from hub.scope as s
                where s.principal = role and s.dimension = 'company' and s.value = '*'
                    and s.valid_from <= statement_timestamp() and s.valid_to > statement_timestamp()
            ) then 'all rows by policy all_companies; branch of yecai_mart_all'
            else 'rows of its companies by policy reader_company; branch of yecai_mart'
        end,
        null::text;
    for found_scope in
        select s.* from hub.scope as s
        where s.principal = role
            and (company is null or s.dimension <> 'company' or s.value in (company, '*'))
        order by s.dimension, s.value, s.valid_from
    loop
        is_any := is_any or (
            found_scope.dimension = 'company' and found_scope.valid_from <= statement_timestamp()
            and found_scope.valid_to > statement_timestamp());
        return query select 6, 'scope',
            found_scope.valid_from <= statement_timestamp() and found_scope.valid_to > statement_timestamp(),
            format('%s %s from %s to %s, because "%s"', found_scope.dimension, found_scope.value, found_scope.valid_from,
                found_scope.valid_to, found_scope.reason),
            case when found_scope.valid_to <= statement_timestamp() then 'it has ended; ask for it again'
                when found_scope.valid_from > statement_timestamp() then 'it has not begun' end;
        return query select 7, 'request', true,
            format('request %s by %s: "%s"; approved by %s', q.request, q.requested_by, q.reason, coalesce(
                (select string_agg(v.approver, ', ' order by v.approved_at) from hub.access_approval as v
                    where v.request = q.request), 'nobody (emergency)')),
            null::text
        from hub.access_request as q
        where q.request = found_scope.request;
        return query select 8, 'audit', true,
            format('entry %s: %s by %s at %s', a.audit, a.action, a.actor, a.happened_at), null::text
        from hub.audit as a
        where a.subject = role
            and a.action in ('grant_scope', 'revoke_scope')
            and a.detail ->> 'dimension' = found_scope.dimension
            and a.detail ->> 'value' = found_scope.value
        order by a.audit;
    end loop;
    if not is_any then
        return query select 6, 'scope', false,
            coalesce(format('%s has no scope of company %s in force', role, company),
                format('%s has no scope of any company in force', role)),
            format('select hub.request_access(%L, ''company'', %L, now() + interval ''90 days'', ''why'');', role,
                coalesce(company, '<company>'));
    end if;
    return query select 9, 'mask', true, format('column %s shows as %s to %s: %s', m.column_name, m.mask, m.role, m.reason),
        null::text
    from hub.mask as m
    where m.dataset in (dataset, split_part(dataset, '.', 1) || '.*')
        and (m.role = role or m.role = any (found_principal.reader_roles))
    order by m.column_name;
end
$$;

-- The audited part of hub.preview_as.
create function hub.note_preview(role text, dataset text) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from hub.principal as p where p.principal = note_preview.role and p.ended_at is null) then
        raise exception 'principal % is unknown to the hub', role using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    values ('preview', role, jsonb_build_object('dataset', dataset));
end
$$;

-- How many rows of each company the principal sees of a dataset, found by reading it as the principal. Datasets without
-- a column company give one row, without a company. Only counts leave the function.
create function hub.preview_as(role text, dataset text) returns table (company text, visible bigint)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    caller constant text := current_setting('role');
    has_company boolean;
    query text;
begin
    perform hub.note_preview(role, dataset);
    select exists (
        select from pg_attribute as a where a.attrelid = c.oid and a.attname = 'company' and not a.attisdropped
    )
    into has_company
    from pg_class as c
    inner join pg_namespace as n on n.oid = c.relnamespace
    where n.nspname in ('finance', 'production', 'reporting')
        and n.nspname = split_part(dataset, '.', 1)
        and c.relname = split_part(dataset, '.', 2);
    if not found then
        raise exception '% is no dataset of the hub', dataset using errcode = 'undefined_table';
    end if;
    query := format(
        'select %s, count(*) from %I.%I group by 1 order by 1',
        case when has_company then 'company' else 'null::text' end,
        split_part(dataset, '.', 1), split_part(dataset, '.', 2));
    begin
        perform set_config('role', role, true);
        return query execute query;
        perform set_config('role', caller, true);
    exception
        -- The dataset is closed to the principal: it sees nothing.
        when insufficient_privilege then
            perform set_config('role', caller, true);
            if not pg_has_role(session_user, role, 'member') then
                raise exception '% may not preview: the session must be a member of yecai_dba', session_user
                    using errcode = 'insufficient_privilege';
            end if;
    end;
end
$$;

revoke execute on function
    hub.grant_access, hub.revoke_access, hub.explain_access, hub.note_preview, hub.preview_as
from public;
grant execute on function
    hub.grant_access, hub.revoke_access, hub.explain_access, hub.note_preview, hub.preview_as
to yecai_dba;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
