-- Approval of requests. A refusal is an answer and not an error, since an error would undo its audit entry.

set local role yecai_access;

-- Approves or rejects. Returns 'approved', 'waiting for N more', 'rejected', or 'refused: why'.
create or replace function hub.decide_request(request bigint, approve boolean, note text) returns text
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
    perform hub.lock_audit();
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

create or replace function hub.approve_access(request bigint, note text default null) returns text
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.decide_request(request, true, note)
$$;

create or replace function hub.reject_access(request bigint, note text) returns text
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    select hub.decide_request(request, false, note)
$$;

revoke execute on function hub.decide_request, hub.approve_access, hub.reject_access from public;
grant execute on function hub.approve_access, hub.reject_access to yecai_approver;
