set local role yecai_books;

-- Approves a payment request. amount is what the approver has seen: another one is refused, as are the requester's own approval, a second one
-- of the same principal, and a request of which the ERP has less open by now. Refusals are answers, {refused}, and in the audit. Returns
-- {request, state, given, approvals}: it is approved once as many have approved as it needs.
create or replace function finance.approve_payment(request text, amount numeric, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('request', request, 'amount', amount);
    asked books.payment_request := books.request_of(request);
    earlier jsonb;
    obstacle text;
    given integer;
begin
    earlier := books.begin_write('approve_payment', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    -- as it is now that nobody else writes
    asked := books.request_of(request);
    obstacle := case
        when asked.state <> 'requested' then format('it is %s', books.payment_state(asked))
        when asked.requester = books.writer() then 'who asks for a payment does not approve it'
        when exists (
            select from books.payment_decision as d where d.request = asked.request and d.decided_by = books.writer()
        ) then 'you have decided on it already'
        when amount is distinct from asked.amount
            then format('its amount is %s, and %s was approved', asked.amount, coalesce(amount::text, 'none'))
        else books.payment_obstacle(asked)
    end;
    if obstacle is not null then
        return books.refuse_payment('approve_payment', idempotency_key, asked, asked.state, obstacle);
    end if;
    insert into books.payment_decision (company, request, decided_by, decision, amount)
    values (asked.company, asked.request, books.writer(), 'approved', asked.amount);
    select count(*) into given
    from books.payment_decision as d
    where d.request = asked.request and d.decision = 'approved';
    if given >= asked.approvals then
        perform books.move_payment(asked, 'approved', null, null);
    end if;
    return books.end_write(
        'approve_payment', idempotency_key, asked.request, content || jsonb_build_object('company', asked.company, 'given', given),
        jsonb_build_object(
            'request', asked.request, 'state', case when given >= asked.approvals then 'approved' else 'requested' end,
            'given', given, 'approvals', asked.approvals));
end
$$;

-- Rejects a payment request that is not yet exported, and says why. The requester cancels it instead.
create or replace function finance.reject_payment(request text, reason text, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('request', request, 'reason', reason);
    asked books.payment_request := books.request_of(request);
    earlier jsonb;
    obstacle text;
begin
    if coalesce(btrim(reason), '') = '' then
        raise exception using errcode = '22023', message = 'reason must be given: say why it is not to be paid';
    end if;
    earlier := books.begin_write('reject_payment', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    asked := books.request_of(request);
    obstacle := case
        when asked.state not in ('requested', 'approved') then format('it is %s', books.payment_state(asked))
        when asked.requester = books.writer() then 'who asked for it cancels it'
        when exists (
            select from books.payment_decision as d where d.request = asked.request and d.decided_by = books.writer()
        ) then 'you have decided on it already'
    end;
    if obstacle is not null then
        return books.refuse_payment('reject_payment', idempotency_key, asked, asked.state, obstacle);
    end if;
    insert into books.payment_decision (company, request, decided_by, decision, amount, reason)
    values (asked.company, asked.request, books.writer(), 'rejected', asked.amount, reason);
    perform books.move_payment(asked, 'rejected', null, reason);
    return books.end_write(
        'reject_payment', idempotency_key, asked.request, content || jsonb_build_object('company', asked.company),
        jsonb_build_object('request', asked.request, 'state', 'rejected'));
end
$$;

-- Takes a payment request back, by who asked for it as long as it is not exported, by somebody else once it is and the bank did not pay.
create or replace function finance.cancel_payment(request text, reason text, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('request', request, 'reason', reason);
    asked books.payment_request := books.request_of(request);
    earlier jsonb;
    state text;
    obstacle text;
begin
    if coalesce(btrim(reason), '') = '' then
        raise exception using errcode = '22023', message = 'reason must be given: say why it is taken back';
    end if;
    earlier := books.begin_write('cancel_payment', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    asked := books.request_of(request);
    state := books.payment_state(asked);
    obstacle := case
        when state not in ('requested', 'approved', 'exported') then format('it is %s', state)
        when state = 'exported' and asked.requester = books.writer() then 'it is exported: somebody else must say that the bank did not pay it'
        when state <> 'exported' and asked.requester <> books.writer() then 'who asked for it cancels it; others reject it'
    end;
    if obstacle is not null then
        return books.refuse_payment('cancel_payment', idempotency_key, asked, state, obstacle);
    end if;
    perform books.move_payment(asked, 'cancelled', null, reason);
    return books.end_write(
        'cancel_payment', idempotency_key, asked.request, content || jsonb_build_object('company', asked.company),
        jsonb_build_object('request', asked.request, 'state', 'cancelled'));
end
$$;

revoke execute on function finance.approve_payment, finance.reject_payment, finance.cancel_payment from public;
grant execute on function finance.approve_payment, finance.reject_payment, finance.cancel_payment to finance_writer;
