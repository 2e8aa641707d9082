set local role yecai_access;

-- Files a request that a person makes, for themselves or somebody else.
create or replace function hub.file_request_by(
    person text, principal text, kind text, value text, valid_to timestamptz, reason text, renews bigint
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    filed bigint;
    most constant integer := hub.rule('request_most_a_day')::integer;
begin
    -- Taken for the audit entry anyway; so that two sessions do not pass the same count.
    perform hub.lock_audit();
    if (
        select count(*) from hub.access_request as q
        where q.requested_by = file_request_by.person and q.requested_at > clock_timestamp() - interval '1 day'
    ) >= most then
        raise exception 'the request for % is refused: % has made % in a day, the most that is allowed; ask a member of yecai_dba',
            file_request_by.principal, file_request_by.person, most using errcode = 'configuration_limit_exceeded';
    end if;
    if file_request_by.valid_to is null or file_request_by.valid_to <= clock_timestamp()
        or file_request_by.valid_to > clock_timestamp() + hub.rule('request_longest')::interval
    then
        raise exception 'the request for % is refused: its end must lie within % from now',
            file_request_by.principal, hub.rule('request_longest') using errcode = 'invalid_parameter_value';
    end if;
    if coalesce(btrim(file_request_by.reason), '') = '' then
        raise exception 'the request for % is refused: it needs a reason', file_request_by.principal
            using errcode = 'invalid_parameter_value';
    end if;
    insert into hub.access_request (
        principal, dimension, value, valid_to, reason, requested_by, approvals_needed, open_until, renews
    )
    values (
        file_request_by.principal, file_request_by.kind, file_request_by.value, file_request_by.valid_to, file_request_by.reason,
        file_request_by.person, hub.rule('request_approvals')::integer,
        clock_timestamp() + hub.rule('request_open_for')::interval, file_request_by.renews
    )
    returning request into filed;
    insert into hub.audit (action, subject, detail)
    values ('request', file_request_by.principal, jsonb_build_object(
        'request', filed, 'dimension', file_request_by.kind, 'value', file_request_by.value, 'valid_to', file_request_by.valid_to,
        'reason', file_request_by.reason, 'requested_by', file_request_by.person, 'renews', file_request_by.renews));
    return filed;
end
$$;

create or replace function hub.file_request(
    principal text, kind text, value text, valid_to timestamptz, reason text, renews bigint
) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.file_request_by(hub.acting_person(), principal, kind, value, valid_to, reason, renews)
$$;

create or replace function hub.request_access(
    principal text, kind text, value text, valid_to timestamptz, reason text
) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.file_request(principal, kind, value, valid_to, reason, null)
$$;

-- Asks for a scope again before it ends; the new one begins when it is used. Null where the caller has no such scope, so that
-- nobody learns which there are; members of yecai_dba renew everybody's.
create or replace function hub.renew_access(scope bigint, valid_to timestamptz, reason text) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.file_request(s.principal, s.dimension, s.value, renew_access.valid_to, renew_access.reason, s.scope)
    from hub.scope as s
    where s.scope = renew_access.scope
        and (s.principal = hub.acting_person() or pg_has_role(session_user, 'yecai_dba', 'member'))
$$;

revoke execute on function hub.file_request_by, hub.file_request, hub.request_access, hub.renew_access from public;
grant execute on function hub.request_access, hub.renew_access
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader;
