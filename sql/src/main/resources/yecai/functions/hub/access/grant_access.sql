set local role yecai_access;

-- Opens (kind company) or narrows to (plant, cost_center, customer_group) a value; '*' is every value. Without an end it
-- stays until it is revoked; without a beginning it begins now. Returns the number of the scope.
create or replace function hub.grant_access(
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
        grant_access.reason, case session_user when 'yecai_api' then hub.acting_person() else session_user end,
        grant_access.request
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
create or replace function hub.revoke_access(principal text, kind text, value text, reason text) returns integer
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

revoke execute on function hub.grant_access, hub.revoke_access from public;
grant execute on function hub.grant_access, hub.revoke_access to yecai_dba;
