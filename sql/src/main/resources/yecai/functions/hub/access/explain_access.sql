set local role yecai_access;

-- The links from a principal to the rows of a dataset, in order; the first that does not hold says why nothing shows.
create or replace function hub.explain_access(role text, dataset text, company text default null)
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

revoke execute on function hub.explain_access from public;
grant execute on function hub.explain_access to yecai_dba;
