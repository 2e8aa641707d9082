-- Reviews of the scopes in force. A refusal is an answer and not an error, since an error would undo its audit entry.

set local role yecai_access;

-- Lists every scope in force, with its last use, to be confirmed or revoked by then.
create or replace function hub.open_review(subject text) returns bigint
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

-- Confirms or revokes one scope of a review. No one decides on their own scopes or those of a colleague in the same group.
create or replace function hub.decide_review(review bigint, scope bigint, confirm boolean, note text) returns text
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

revoke execute on function hub.open_review, hub.decide_review from public;
grant execute on function hub.decide_review to yecai_approver;
grant execute on function hub.open_review, hub.decide_review to yecai_dba;
