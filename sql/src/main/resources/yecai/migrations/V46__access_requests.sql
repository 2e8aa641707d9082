-- Requests and their approvals. A refusal is an answer and not an
-- error, since an error would undo its audit entry.

insert into hub.setting (name, value)
values
    ('request_longest', '365 days'),
    ('request_approvals', '2'),
    ('request_open_for', '7 days'),
    ('request_use_within', '7 days');

create table hub.access_request (
    request bigint generated always as identity primary key,
    principal text not null references hub.principal,
    dimension text not null check (dimension in ('company', 'plant', 'cost_center', 'customer_group')),
    value text not null check (value <> ''),
    valid_to timestamptz not null,
    reason text not null check (reason <> ''),
    requested_by text not null,
    requested_at timestamptz not null default clock_timestamp(),
    approvals_needed integer not null check (approvals_needed >= 0),
    open_until timestamptz not null,
    -- open → approved → used; open → rejected | cancelled; open and approved lapse
    state text not null default 'open'
        check (state in ('open', 'approved', 'used', 'rejected', 'cancelled', 'lapsed')),
    use_before timestamptz,
    is_emergency boolean not null default false,
    -- the scope that a renewal goes on from
    renews bigint references hub.scope
);

create table hub.access_approval (
    request bigint not null references hub.access_request,
    approver text not null,
    approved_at timestamptz not null default clock_timestamp(),
    note text,
    primary key (request, approver)
);

grant select, insert, update on hub.access_request to yecai_access;
grant select, insert on hub.access_approval to yecai_access;
grant select on hub.setting to yecai_access;
grant select on hub.access_request, hub.access_approval to yecai_dba, yecai_approver;
grant usage on schema hub to yecai_approver, finance_reader, production_reader, reporting_reader;

grant create on schema hub to yecai_access;
set local role yecai_access;

-- Who speaks: the principal of the login, or the role that logged in.
create function hub.acting_person() returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((select l.principal from hub.login as l where l.login = session_user), session_user::text)
$$;

-- Whether one of them is the other, is a group that holds the other, or they are in a group together.
create function hub.are_close(one text, other text) returns boolean
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select one = other
        or exists (
            select from hub.group_member as g
            where (g.group_name = one and g.member = other) or (g.group_name = other and g.member = one)
        )
        or exists (
            select from hub.group_member as a
            inner join hub.group_member as b on b.group_name = a.group_name
            where a.member = one and b.member = other
        )
$$;

create function hub.rule(name text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.value from hub.setting as s where s.name = rule.name
$$;

create function hub.file_request(
    principal text, kind text, value text, valid_to timestamptz, reason text, renews bigint
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    filed bigint;
begin
    if file_request.valid_to is null or file_request.valid_to <= clock_timestamp()
        or file_request.valid_to > clock_timestamp() + hub.rule('request_longest')::interval
    then
        raise exception 'the request for % is refused: its end must lie within % from now',
            file_request.principal, hub.rule('request_longest') using errcode = 'invalid_parameter_value';
    end if;
    if coalesce(btrim(file_request.reason), '') = '' then
        raise exception 'the request for % is refused: it needs a reason', file_request.principal
            using errcode = 'invalid_parameter_value';
    end if;
    insert into hub.access_request (
        principal, dimension, value, valid_to, reason, requested_by, approvals_needed, open_until, renews
    )
    values (
        file_request.principal, file_request.kind, file_request.value, file_request.valid_to, file_request.reason,
        hub.acting_person(), hub.rule('request_approvals')::integer,
        clock_timestamp() + hub.rule('request_open_for')::interval, file_request.renews
    )
    returning request into filed;
    insert into hub.audit (action, subject, detail)
    values ('request', file_request.principal, jsonb_build_object(
        'request', filed, 'dimension', file_request.kind, 'value', file_request.value, 'valid_to', file_request.valid_to,
        'reason', file_request.reason, 'requested_by', hub.acting_person(), 'renews', file_request.renews));
    return filed;
end
$$;

create function hub.request_access(
    principal text, kind text, value text, valid_to timestamptz, reason text
) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.file_request(principal, kind, value, valid_to, reason, null)
$$;

-- Asks for a scope again before it ends; the new one begins when it is used.
create function hub.renew_access(scope bigint, valid_to timestamptz, reason text) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.file_request(s.principal, s.dimension, s.value, renew_access.valid_to, renew_access.reason, s.scope)
    from hub.scope as s
    where s.scope = renew_access.scope
$$;

-- Approves or rejects. Returns 'approved', 'waiting for N more', 'rejected', or 'refused: why'.
create function hub.decide_request(request bigint, approve boolean, note text) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    me constant text := hub.acting_person();
    asked hub.access_request;
    problem text;
    missing integer;
begin
    select * into asked from hub.access_request as q where q.request = decide_request.request for update;
    problem := case
        when asked.request is null then format('there is no request %s', decide_request.request)
        when asked.state <> 'open' then format('the request is %s', asked.state)
        when asked.open_until <= clock_timestamp() then 'the request has lapsed'
        when hub.are_close(me, asked.requested_by) then
            format('%s is the requester, or in a group with the requester %s', me, asked.requested_by)
        when hub.are_close(me, asked.principal) then
            format('%s is whom it is for, or in a group with %s', me, asked.principal)
        when exists (
            select from hub.access_approval as v where v.request = asked.request and v.approver = me
        ) then format('%s has approved it already', me)
    end;
    if problem is not null then
        insert into hub.audit (action, subject, detail)
        values ('refuse_approval', coalesce(asked.principal, '?'),
            jsonb_build_object('request', decide_request.request, 'approver', me, 'why', problem));
        return 'refused: ' || problem;
    end if;
    if not approve then
        update hub.access_request as q set state = 'rejected' where q.request = asked.request;
        insert into hub.audit (action, subject, detail)
        values ('reject', asked.principal, jsonb_build_object('request', asked.request, 'by', me, 'note', decide_request.note));
        return 'rejected';
    end if;
    insert into hub.access_approval (request, approver, note) values (asked.request, me, decide_request.note);
    insert into hub.audit (action, subject, detail)
    values ('approve', asked.principal, jsonb_build_object('request', asked.request, 'by', me, 'note', decide_request.note));
    select asked.approvals_needed - count(*) into missing
    from hub.access_approval as v
    where v.request = asked.request;
    if missing > 0 then
        return format('waiting for %s more', missing);
    end if;
    update hub.access_request as q
    set state = 'approved', use_before = clock_timestamp() + hub.rule('request_use_within')::interval
    where q.request = asked.request;
    return 'approved';
end
$$;

create function hub.approve_access(request bigint, note text default null) returns text
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.decide_request(request, true, note)
$$;

create function hub.reject_access(request bigint, note text) returns text
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.decide_request(request, false, note)
$$;

create function hub.cancel_request(request bigint) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    update hub.access_request as q
    set state = 'cancelled'
    where q.request = cancel_request.request
        and q.requested_by = hub.acting_person()
        and q.state in ('open', 'approved');
    if not found then
        raise exception 'request % is not an open request of %', cancel_request.request, hub.acting_person()
            using errcode = 'undefined_object';
    end if;
    insert into hub.audit (action, subject, detail)
    values ('cancel_request', hub.acting_person(), jsonb_build_object('request', cancel_request.request));
end
$$;

-- Turns an approved request into a scope, once, before its approval lapses. Returns the scope.
create function hub.use_request(request bigint) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    asked hub.access_request;
    granted bigint;
begin
    select * into asked from hub.access_request as q where q.request = use_request.request for update;
    if asked.request is null or asked.state <> 'approved' or asked.use_before <= clock_timestamp()
        or asked.valid_to <= clock_timestamp()
    then
        raise exception 'request % cannot be used: %', use_request.request, case
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

revoke execute on function
    hub.acting_person, hub.are_close, hub.rule, hub.file_request, hub.request_access, hub.renew_access,
    hub.decide_request, hub.approve_access, hub.reject_access, hub.cancel_request, hub.use_request
from public;
grant execute on function
    hub.request_access, hub.renew_access, hub.cancel_request, hub.use_request
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader;
grant execute on function hub.approve_access, hub.reject_access to yecai_approver;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
