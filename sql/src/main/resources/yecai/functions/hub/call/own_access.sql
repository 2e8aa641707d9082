-- What a reader is told of access: its own.

set local role yecai_access;

-- What the caller may see and why: each scope in force or to come, and who gave it.
create or replace function hub.own_access()
returns table (
    scope bigint, kind text, value text, valid_from timestamptz, valid_to timestamptz, reason text, granted_by text, request bigint
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select s.scope, s.dimension, s.value, s.valid_from, s.valid_to, s.reason, s.granted_by, s.request
    from hub.scope as s
    where s.principal = (select hub.acting_person()) and s.valid_to > statement_timestamp()
    order by s.dimension, s.value, s.scope
$$;

-- Requests that the caller filed or that are for it; for DBAs and approvers all of them.
create or replace function hub.list_requests()
returns table (
    request bigint, principal text, kind text, value text, valid_to timestamptz, reason text, requested_by text,
    requested_at timestamptz, approvals_needed integer, approvals jsonb, state text, open_until timestamptz, use_before timestamptz,
    is_emergency boolean, renews bigint
)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select
        q.request, q.principal, q.dimension, q.value, q.valid_to, q.reason, q.requested_by, q.requested_at, q.approvals_needed,
        (
            select coalesce(jsonb_agg(
                jsonb_build_object('approver', v.approver, 'approved_at', v.approved_at, 'note', v.note) order by v.approved_at
            ), '[]')
            from hub.access_approval as v
            where v.request = q.request
        ),
        q.state, q.open_until, q.use_before, q.is_emergency, q.renews
    from hub.access_request as q
    where (select hub.acting_person()) = any (array[q.requested_by, q.principal])
        or (select pg_has_role(hub.acting_role()::name, 'yecai_dba', 'member'))
        or (select pg_has_role(hub.acting_role()::name, 'yecai_approver', 'member'))
$$;

revoke execute on function hub.own_access, hub.list_requests from public;
grant execute on function hub.own_access, hub.list_requests
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader;
