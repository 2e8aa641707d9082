-- What the functions on payment requests share. They are called by functions finance.<verb>_payment and by nobody else.

set local role yecai_books;

-- The request as it stands, if the writer may write for its company; an error otherwise, which tells nothing of others' requests.
create or replace function books.request_of(request text) returns books.payment_request
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found_request books.payment_request;
begin
    select r.* into found_request
    from books.payment_request as r
    where r.request = request_of.request and r.superseded_at = 'infinity';
    if found_request.request is null or not books.may_write(found_request.company) then
        raise exception using errcode = 'P0002', message = format(
            'there is no payment request %s in the companies that %s may write for: finance.payment_request lists them',
            coalesce(request_of.request, 'null'), books.writer());
    end if;
    return found_request;
end
$$;

-- The state that it is in now: one that was exported is paid once the ERP has payments of its item, as much as was asked for.
create or replace function books.payment_state(request books.payment_request) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case
        when request.state = 'exported'
            and request.payable_item is not null
            and hub.paid_since(request.source, request.payable_item, request.recorded_at) >= request.amount
            then 'paid'
        else request.state
    end
$$;

-- Why it cannot be paid as it was asked for, by what the ERP says now; null if it can.
create or replace function books.payment_obstacle(request books.payment_request) returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    owed record;
begin
    if request.kind = 'regular' then
        select i.* into owed from hub.item_to_pay(request.source, request.payable_item) as i;
    else
        select o.* into owed from hub.order_to_pay(request.source, request.purchase_order) as o;
    end if;
    return case
        when owed.company is null then 'the ERP has nothing more to pay for it'
        when (owed.company, owed.supplier, owed.currency) is distinct from (request.company, request.supplier, request.transaction_currency)
            then 'the ERP has changed its company, supplier or currency since'
        when owed.open < request.amount
            then format('only %s %s of it is open now, and %s was asked for', owed.open, owed.currency, request.amount)
    end;
end
$$;

-- Writes the next step of a request. payment and reason stay where they are not given.
create or replace function books.move_payment(request books.payment_request, state text, payment text, reason text) returns void
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
    update books.payment_request as r
    set superseded_at = clock_timestamp()
    where r.request = move_payment.request.request and r.version = move_payment.request.version and r.superseded_at = 'infinity';
    if not found then
        raise exception using errcode = '40001', message = format(
            'payment request %s was changed by somebody else meanwhile: look at it and try again', move_payment.request.request);
    end if;
    insert into books.payment_request (
        company, request, version, kind, source, payable_item, purchase_order, payment, document_no, supplier, transaction_currency,
        amount, pay_on, state, approvals, requester, reason, recorded_by
    )
    values (
        request.company, request.request, request.version + 1, request.kind, request.source, request.payable_item,
        request.purchase_order, coalesce(move_payment.payment, request.payment), request.document_no, request.supplier,
        request.transaction_currency, request.amount, request.pay_on, move_payment.state, request.approvals, request.requester,
        coalesce(move_payment.reason, request.reason), books.writer()
    );
end
$$;

-- Ends a write that is refused: nothing is changed, and the audit has who tried what, and why not.
create or replace function books.refuse_payment(
    verb text, idempotency_key text, request books.payment_request, state text, obstacle text
) returns jsonb
language sql
set search_path = pg_catalog, pg_temp
as $$
    select books.end_write(
        verb || '_refused', idempotency_key, request.request, jsonb_build_object('company', request.company, 'refused', obstacle),
        jsonb_build_object('request', request.request, 'state', state, 'refused', obstacle))
$$;

revoke execute on function
    books.request_of, books.payment_state, books.payment_obstacle, books.move_payment, books.refuse_payment from public;
