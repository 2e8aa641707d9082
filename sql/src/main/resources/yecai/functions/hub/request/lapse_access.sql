set local role yecai_access;

-- What was not decided in time: open requests, approvals not used, scopes not confirmed. Returns how many lapsed.
create or replace function hub.lapse_access() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    overdue record;
    lapsed integer := 0;
begin
    for overdue in
        update hub.access_request as q
        set state = 'lapsed'
        where (q.state = 'open' and q.open_until <= clock_timestamp())
            or (q.state = 'approved' and q.use_before <= clock_timestamp())
        returning q.request, q.principal
    loop
        insert into hub.audit (action, subject, detail)
        values ('lapse_request', overdue.principal, jsonb_build_object('request', overdue.request));
        lapsed := lapsed + 1;
    end loop;
    for overdue in
        update hub.access_review_item as i
        set decision = 'lapsed', decided_at = clock_timestamp()
        from hub.access_review as r, hub.scope as s
        where r.review = i.review and s.scope = i.scope and i.decision is null and r.due_at <= clock_timestamp()
        returning i.review, i.scope, s.principal
    loop
        update hub.scope as s set valid_to = greatest(s.valid_from, clock_timestamp())
        where s.scope = overdue.scope and s.valid_to > clock_timestamp();
        insert into hub.audit (action, subject, detail)
        values ('lapse_scope', overdue.principal, jsonb_build_object('review', overdue.review, 'scope', overdue.scope));
        lapsed := lapsed + 1;
    end loop;
    return lapsed;
end
$$;

revoke execute on function hub.lapse_access from public;
grant execute on function hub.lapse_access to yecai_dba;
