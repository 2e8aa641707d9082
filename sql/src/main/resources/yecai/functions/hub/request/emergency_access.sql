set local role yecai_access;

-- Immediate and short, without approval; announced in the server's log, and always to be reviewed afterwards. Bounded in
-- absolute time, since months and days of an interval compare otherwise than they add up. Not for oneself or one's group; and
-- all emergencies of a principal that began within emergency_again_after may together last no longer than one.
create or replace function hub.emergency_access(
    principal text, kind text, value text, lasts interval, reason text
) returns bigint
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    started constant timestamptz := clock_timestamp();
    ends constant timestamptz := started + lasts;
    longest constant timestamptz := started + hub.rule('emergency_longest')::interval;
    again_after constant interval := hub.rule('emergency_again_after')::interval;
    spent interval;
    asked bigint;
    granted bigint;
    review bigint;
begin
    if ends is null or ends <= started or ends > longest
        or least(extract(year from lasts), extract(month from lasts), extract(day from lasts), extract(hour from lasts),
            extract(minute from lasts), extract(second from lasts)) < 0
    then
        raise exception 'emergency access for % is refused: it may last % at most, given without negative parts',
            emergency_access.principal, hub.rule('emergency_longest') using errcode = 'invalid_parameter_value';
    end if;
    if coalesce(btrim(emergency_access.reason), '') = '' then
        raise exception 'emergency access for % is refused: it needs a reason', emergency_access.principal
            using errcode = 'invalid_parameter_value';
    end if;
    if hub.are_close(hub.acting_person(), emergency_access.principal) then
        raise exception 'emergency access for % is refused: % is whom it is for, or in a group with %; ask another approver',
            emergency_access.principal, hub.acting_person(), emergency_access.principal
            using errcode = 'insufficient_privilege';
    end if;
    -- Two at once wait for each other.
    perform hub.lock_audit();
    perform from hub.principal as p where p.principal = emergency_access.principal for update;
    select coalesce(sum(q.valid_to - q.requested_at), interval '0') into spent
    from hub.access_request as q
    where q.principal = emergency_access.principal and q.is_emergency and q.requested_at > started - again_after;
    if ends + spent > longest then
        raise exception 'emergency access for % is refused: with those of the last % it would last longer than %; file a request',
            emergency_access.principal, again_after, hub.rule('emergency_longest')
            using errcode = 'invalid_parameter_value';
    end if;
    insert into hub.access_request (
        principal, dimension, value, valid_to, reason, requested_by, approvals_needed, open_until, state, is_emergency
    )
    values (
        emergency_access.principal, emergency_access.kind, emergency_access.value, ends,
        emergency_access.reason, hub.acting_person(), 0, clock_timestamp(), 'used', true
    )
    returning request into asked;
    granted := hub.grant_access(
        emergency_access.principal, emergency_access.kind, emergency_access.value, ends,
        emergency_access.reason, null, asked);
    insert into hub.access_review (subject, opened_by, due_at)
    values ('emergency ' || asked, hub.acting_person(),
        clock_timestamp() + hub.rule('emergency_review_within')::interval)
    returning access_review.review into review;
    insert into hub.access_review_item (review, scope) values (review, granted);
    insert into hub.audit (action, subject, detail)
    values ('emergency_access', emergency_access.principal, jsonb_build_object(
        'request', asked, 'scope', granted, 'review', review, 'by', hub.acting_person(), 'lasts', lasts::text, 'valid_to', ends,
        'reason', emergency_access.reason));
    raise log 'yecai: emergency access for % by %, request %', emergency_access.principal, hub.acting_person(), asked;
    return granted;
end
$$;

revoke execute on function hub.emergency_access from public;
grant execute on function hub.emergency_access to yecai_approver, yecai_dba;
