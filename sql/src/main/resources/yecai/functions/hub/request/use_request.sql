set local role yecai_access;

create or replace function hub.cancel_request_by(person text, request bigint) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    update hub.access_request as q
    set state = 'cancelled'
    where q.request = cancel_request_by.request
        and q.requested_by = cancel_request_by.person
        and q.state in ('open', 'approved');
    if not found then
        raise exception 'request % is not an open request of %', cancel_request_by.request, cancel_request_by.person
            using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    values ('cancel_request', cancel_request_by.person, jsonb_build_object('request', cancel_request_by.request));
end
$$;

create or replace function hub.cancel_request(request bigint) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.cancel_request_by(hub.acting_person(), request)
$$;

-- Turns an approved request into a scope, once, before its approval lapses. Returns the scope. For whoever asked and whom it is
-- for, and for members of yecai_dba; the audit entry of the grant names the caller.
create or replace function hub.use_request_by(person text, is_dba boolean, request bigint) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    asked hub.access_request;
    granted bigint;
begin
    perform hub.lock_audit();
    select * into asked from hub.access_request as q where q.request = use_request_by.request for update;
    if asked.request is not null
        and use_request_by.person not in (asked.requested_by, asked.principal)
        and not use_request_by.is_dba
    then
        raise exception 'request % cannot be used by %: it is of % for %; they or a member of yecai_dba use it',
            asked.request, use_request_by.person, asked.requested_by, asked.principal
            using errcode = 'insufficient_privilege';
    end if;
    if asked.request is null or asked.state <> 'approved' or asked.use_before <= clock_timestamp()
        or asked.valid_to <= clock_timestamp()
    then
        raise exception 'request % cannot be used: %', use_request_by.request, case
            when asked.request is null then 'there is none'
            when asked.state = 'approved' then 'its approval has lapsed'
            else 'it is ' || asked.state
        end using errcode = 'object_not_in_prerequisite_state';
    end if;
    granted := hub.grant_access(
        asked.principal, asked.dimension, asked.value, asked.valid_to, asked.reason, null, asked.request);
    update hub.access_request as q set state = 'used' where q.request = asked.request;
    return granted;
end
$$;

create or replace function hub.use_request(request bigint) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.use_request_by(hub.acting_person(), pg_has_role(session_user, 'yecai_dba', 'member'), request)
$$;

revoke execute on function hub.cancel_request_by, hub.use_request_by, hub.cancel_request, hub.use_request from public;
grant execute on function hub.cancel_request, hub.use_request
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader;
