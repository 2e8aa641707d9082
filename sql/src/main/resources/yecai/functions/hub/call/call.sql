-- Begins and ends a write over HTTP, so that one that is sent twice is done once.

set local role yecai_access;

-- Takes the turn of the audit's writers until the end of the transaction, so that what the caller has looked at (If-Match) stays
-- what it is. Null when the write is to be done; the answer of then when the caller has sent the same with this key before.
create or replace function hub.begin_call(idempotency_key text, request_hash bytea) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    me constant text := hub.acting_person();
    earlier hub.api_call;
begin
    if coalesce(btrim(begin_call.idempotency_key), '') = '' or length(begin_call.idempotency_key) > 200 then
        raise exception 'the idempotency key must have 1 to 200 characters' using errcode = 'invalid_parameter_value';
    end if;
    if session_user = 'yecai_api' and pg_has_role(hub.acting_role()::name, 'yecai_dba', 'member') then
        raise exception '% is a member of yecai_dba: administration is done with a login of the database, not with a token', me
            using errcode = 'insufficient_privilege';
    end if;
    perform hub.lock_audit();
    delete from hub.api_call as c where c.called_at < clock_timestamp() - hub.rule('calls_kept_for')::interval;
    select c.* into earlier
    from hub.api_call as c
    where c.caller = me and c.idempotency_key = begin_call.idempotency_key;
    if earlier.caller is null then
        insert into hub.api_call (caller, idempotency_key, request_hash)
        values (me, begin_call.idempotency_key, begin_call.request_hash);
        return null;
    end if;
    if earlier.request_hash <> begin_call.request_hash or earlier.answer is null then
        raise exception 'the idempotency key was used at % for another request: give each write a key of its own',
            to_char(earlier.called_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS "UTC"') using errcode = 'YK001';
    end if;
    return earlier.answer;
end
$$;

create or replace function hub.end_call(idempotency_key text, answer jsonb) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    update hub.api_call as c
    set answer = end_call.answer
    where c.caller = hub.acting_person() and c.idempotency_key = end_call.idempotency_key
$$;

revoke execute on function hub.begin_call, hub.end_call from public;
grant execute on function hub.begin_call, hub.end_call
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader, finance_writer;
