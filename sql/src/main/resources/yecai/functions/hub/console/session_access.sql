-- What the person of a session of the console may see, why, and what they asked for; and asking for more. For the API only, which says with each
-- call whose session it is: the person is found here and cannot be claimed. Found once in each statement, and not once for each row.

set local role yecai_access;

create or replace function hub.session_person(secret_hash bytea) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
declare
    person text;
begin
    select s.principal into person from hub.live_console_sessions(array[session_person.secret_hash], '{}') as s;
    if person is null then
        raise exception 'no reader has this session' using errcode = 'insufficient_privilege';
    end if;
    return person;
end
$$;

create or replace function hub.session_scopes(secret_hash bytea)
returns table (
    dimension text,
    value text,
    valid_from timestamptz,
    valid_to timestamptz,
    in_force boolean,
    reason text,
    granted_by text,
    request bigint,
    approvers text[]
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select
        s.dimension,
        s.value,
        s.valid_from,
        nullif(s.valid_to, 'infinity'),
        s.valid_from <= statement_timestamp() and s.valid_to > statement_timestamp(),
        s.reason,
        s.granted_by,
        s.request,
        array(select v.approver from hub.access_approval as v where v.request = s.request order by v.approved_at)
    from hub.scope as s
    where s.principal = (select hub.session_person(session_scopes.secret_hash))
        and (s.valid_to > statement_timestamp() - interval '90 days')
    order by s.valid_to > statement_timestamp() desc, s.dimension, s.value, s.valid_from
$$;

create or replace function hub.session_masks(secret_hash bytea)
returns table (dataset text, column_name text, mask text, reason text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select m.dataset, m.column_name, m.mask, m.reason
    from hub.mask as m
    inner join hub.principal as p on p.principal = (select hub.session_person(session_masks.secret_hash))
    where m.role = p.principal or m.role = any (p.reader_roles)
    order by m.dataset, m.column_name
$$;

create or replace function hub.session_requests(secret_hash bytea)
returns table (
    request bigint,
    dimension text,
    value text,
    valid_to timestamptz,
    reason text,
    requested_by text,
    requested_at timestamptz,
    state text,
    approvals_needed integer,
    approvers text[],
    open_until timestamptz,
    use_before timestamptz
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select
        q.request,
        q.dimension,
        q.value,
        q.valid_to,
        q.reason,
        q.requested_by,
        q.requested_at,
        case
            when q.state = 'open' and q.open_until <= statement_timestamp() then 'lapsed'
            when q.state = 'approved' and q.use_before <= statement_timestamp() then 'lapsed'
            else q.state
        end,
        q.approvals_needed,
        array(select v.approver from hub.access_approval as v where v.request = q.request order by v.approved_at),
        q.open_until,
        q.use_before
    from hub.access_request as q
    where (select hub.session_person(session_requests.secret_hash)) = any (array[q.principal, q.requested_by])
    order by q.request desc
    limit 100
$$;

create or replace function hub.session_ask(
    secret_hash bytea, kind text, value text, valid_to timestamptz, reason text
) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.file_request_by(
        p.person, p.person, session_ask.kind, session_ask.value, session_ask.valid_to, session_ask.reason, null)
    from (select hub.session_person(session_ask.secret_hash) as person) as p
$$;

create or replace function hub.session_cancel(secret_hash bytea, request bigint) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.cancel_request_by(hub.session_person(session_cancel.secret_hash), session_cancel.request)
$$;

create or replace function hub.session_use(secret_hash bytea, request bigint) returns bigint
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.use_request_by(hub.session_person(session_use.secret_hash), false, session_use.request)
$$;

revoke execute on function
    hub.session_person, hub.session_scopes, hub.session_masks, hub.session_requests, hub.session_ask, hub.session_cancel,
    hub.session_use
from public;
grant execute on function
    hub.session_scopes, hub.session_masks, hub.session_requests, hub.session_ask, hub.session_cancel, hub.session_use
to yecai_api;
