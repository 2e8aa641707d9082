-- Emergency access, reviews of the scopes in force, and what lapses by itself. A refusal is an answer and not an error,
-- since an error would undo its audit entry.

insert into hub.setting (name, value)
values
    ('emergency_longest', '4 hours'),
    ('emergency_review_within', '3 days'),
    ('review_within', '14 days');

create table hub.access_review (
    review bigint generated always as identity primary key,
    subject text not null,
    opened_by text not null,
    opened_at timestamptz not null default clock_timestamp(),
    due_at timestamptz not null
);

create table hub.access_review_item (
    review bigint not null references hub.access_review,
    scope bigint not null references hub.scope,
    last_seen timestamptz,
    decision text check (decision in ('confirmed', 'revoked', 'lapsed')),
    decided_by text,
    decided_at timestamptz,
    note text,
    primary key (review, scope)
);

grant select, insert, update on hub.access_review_item to yecai_access;
grant select, insert on hub.access_review to yecai_access;
grant select on hub.access_review, hub.access_review_item to yecai_dba, yecai_approver;

grant create on schema hub to yecai_access;
set local role yecai_access;

-- Immediate and short, without approval; announced on the channel yecai_emergency and in the server's log, and to be
-- reviewed afterwards.
create function hub.emergency_access(
    principal text, kind text, value text, lasts interval, reason text
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    asked bigint;
    granted bigint;
    review bigint;
begin
    if lasts <= interval '0' or lasts > hub.rule('emergency_longest')::interval then
        raise exception 'emergency access for % is refused: it may last % at most', emergency_access.principal,
            hub.rule('emergency_longest') using errcode = 'invalid_parameter_value';
    end if;
    insert into hub.access_request (
        principal, dimension, value, valid_to, reason, requested_by, approvals_needed, open_until, state, is_emergency
    )
    values (
        emergency_access.principal, emergency_access.kind, emergency_access.value, clock_timestamp() + lasts,
        emergency_access.reason, hub.acting_person(), 0, clock_timestamp(), 'used', true
    )
    returning request into asked;
    granted := hub.grant_access(
        emergency_access.principal, emergency_access.kind, emergency_access.value, clock_timestamp() + lasts,
        emergency_access.reason, null, asked);
    insert into hub.access_review (subject, opened_by, due_at)
    values ('emergency ' || asked, hub.acting_person(),
        clock_timestamp() + hub.rule('emergency_review_within')::interval)
    returning access_review.review into review;
    insert into hub.access_review_item (review, scope) values (review, granted);
    insert into hub.audit (action, subject, detail)
    values ('emergency_access', emergency_access.principal, jsonb_build_object(
        'request', asked, 'scope', granted, 'review', review, 'by', hub.acting_person(), 'lasts', lasts::text,
        'reason', emergency_access.reason));
    perform pg_notify('yecai_emergency', format('%s by %s, request %s', emergency_access.principal, hub.acting_person(), asked));
    raise log 'yecai: emergency access for % by %, request %', emergency_access.principal, hub.acting_person(), asked;
    return granted;
end
$$;

-- Lists every scope in force, with its last use, to be confirmed or revoked by then.
create function hub.open_review(subject text) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    opened bigint;
begin
    insert into hub.access_review (subject, opened_by, due_at)
    values (open_review.subject, hub.acting_person(), clock_timestamp() + hub.rule('review_within')::interval)
    returning review into opened;
    insert into hub.access_review_item (review, scope, last_seen)
    select opened, s.scope, (select max(u.last_seen) from hub.login_use as u where u.principal = s.principal)
    from hub.scope as s
    where s.valid_to > clock_timestamp();
    insert into hub.audit (action, subject, detail)
    values ('open_review', open_review.subject, jsonb_build_object('review', opened));
    return opened;
end
$$;

-- Confirms or revokes one scope of a review. Nobody decides on what is theirs or a colleague's of the same group.
create function hub.decide_review(review bigint, scope bigint, confirm boolean, note text) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    me constant text := hub.acting_person();
    looked_at hub.scope;
begin
    select s.* into looked_at
    from hub.access_review_item as i
    inner join hub.scope as s on s.scope = i.scope
    where i.review = decide_review.review and i.scope = decide_review.scope and i.decision is null;
    if not found or hub.are_close(me, looked_at.principal) then
        insert into hub.audit (action, subject, detail)
        values ('refuse_review', coalesce(looked_at.principal, '?'),
            jsonb_build_object('review', decide_review.review, 'scope', decide_review.scope, 'by', me));
        return 'refused: ' || case when looked_at.scope is null then 'there is no such undecided item'
            else format('%s is %s, or in a group with them', me, looked_at.principal) end;
    end if;
    update hub.access_review_item as i
    set decision = case when confirm then 'confirmed' else 'revoked' end, decided_by = me,
        decided_at = clock_timestamp(), note = decide_review.note
    where i.review = decide_review.review and i.scope = decide_review.scope;
    insert into hub.audit (action, subject, detail)
    values (case when confirm then 'confirm_scope' else 'review_revokes' end, looked_at.principal,
        jsonb_build_object('review', decide_review.review, 'scope', looked_at.scope, 'by', me, 'note', decide_review.note));
    if not confirm then
        update hub.scope as s set valid_to = greatest(s.valid_from, clock_timestamp())
        where s.scope = looked_at.scope and s.valid_to > clock_timestamp();
    end if;
    return case when confirm then 'confirmed' else 'revoked' end;
end
$$;

-- What was not decided in time: open requests, approvals not used, scopes not confirmed. Returns how many lapsed.
create function hub.lapse_access() returns integer
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

revoke execute on function hub.emergency_access, hub.open_review, hub.decide_review, hub.lapse_access from public;
grant execute on function hub.decide_review to yecai_approver;
grant execute on function hub.emergency_access to yecai_approver, yecai_dba;
grant execute on function hub.open_review, hub.decide_review, hub.lapse_access to yecai_dba;

set local role yecai_owner;
revoke create on schema hub from yecai_access;
