set local role yecai_books;

-- Asks that a supplier be paid: an open item (payable_item), or ahead of the goods of a purchase order (purchase_order), by their keys.
-- amount is in the item's or order's currency, all that is open of an item where it is null. An item is in one request at a time that is not yet
-- paid, and prepayments of an order are together at most its gross. Returns {request, state, approvals}: how many must approve it, by
-- finance.set_payment_rule.
create or replace function finance.request_payment(
    source text, payable_item text, purchase_order text, amount numeric, pay_on date, reason text, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object(
        'source', source, 'payable_item', payable_item, 'purchase_order', purchase_order, 'amount', amount, 'pay_on', pay_on,
        'reason', reason);
    what constant text := case when payable_item is null then 'purchase order ' || purchase_order else 'open item ' || payable_item end;
    owed record;
    wanted numeric;
    taken record;
    earlier jsonb;
    needed integer;
    request text;
begin
    if source is null or (payable_item is null) = (purchase_order is null) then
        raise exception using errcode = '22023', message = 'give the source, and either payable_item or purchase_order';
    elsif pay_on is null or pay_on < (statement_timestamp() at time zone 'UTC' - interval '12 hours')::date then
        raise exception using errcode = '22023', message = format('pay_on is %s: give a day from today on', coalesce(pay_on::text, 'null'));
    elsif purchase_order is not null and amount is null then
        raise exception using errcode = '22023', message = 'amount is null: say how much is to be paid ahead';
    elsif amount <= 0 or amount in ('infinity', 'NaN') then
        raise exception using errcode = '22023', message = format('amount is %s: it must be above 0', amount);
    end if;
    if payable_item is not null then
        select i.* into owed from hub.item_to_pay(source, payable_item) as i;
    else
        select o.* into owed from hub.order_to_pay(source, purchase_order) as o;
    end if;
    if owed.company is null or not books.may_write(owed.company) then
        raise exception using errcode = 'P0002', message = format(
            'source %s has no %s to pay in the companies that %s may write for', source, what, books.writer());
    end if;
    wanted := coalesce(amount, owed.open);
    earlier := books.begin_write('request_payment', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    if payable_item is not null then
        select r.request, books.payment_state(r) as state into taken
        from books.payment_request as r
        where r.source = request_payment.source
            and r.payable_item = request_payment.payable_item
            and r.superseded_at = 'infinity'
            and books.payment_state(r) in ('requested', 'approved', 'exported')
        limit 1;
        if found then
            raise exception using errcode = '23505', message = format(
                '%s is in payment request %s, which is %s: cancel that one first', what, taken.request, taken.state);
        end if;
    else
        owed.open := owed.open - coalesce((
            select sum(r.amount)
            from books.payment_request as r
            where r.source = request_payment.source
                and r.purchase_order = request_payment.purchase_order
                and r.superseded_at = 'infinity'
                and r.state in ('requested', 'approved', 'exported', 'paid')
        ), 0);
    end if;
    if wanted > owed.open then
        raise exception using errcode = '22023', message = format(
            'amount is %s: of %s only %s %s can be asked for', wanted, what, owed.open, owed.currency);
    end if;
    select p.approvals into needed
    from books.payment_rule as p
    where p.company = owed.company and p.currency = owed.currency and p.amount_from <= wanted and p.superseded_at = 'infinity'
    order by p.amount_from desc
    limit 1;
    select 'PR' || coalesce(max(substr(r.request, 3)::bigint), 0) + 1 into request from books.payment_request as r;
    insert into books.payment_request (
        company, request, version, kind, source, payable_item, purchase_order, document_no, supplier, transaction_currency, amount,
        pay_on, state, approvals, requester, reason, recorded_by
    )
    values (
        owed.company, request, 1, case when payable_item is null then 'prepayment' else 'regular' end, source, payable_item,
        purchase_order, owed.document_no, owed.supplier, owed.currency, wanted, pay_on, 'requested', coalesce(needed, 1),
        books.writer(), reason, books.writer()
    );
    return books.end_write(
        'request_payment', idempotency_key, request,
        content || jsonb_build_object('company', owed.company, 'amount', wanted, 'currency', owed.currency, 'supplier', owed.supplier),
        jsonb_build_object('request', request, 'state', 'requested', 'approvals', coalesce(needed, 1)));
end
$$;

revoke execute on function finance.request_payment from public;
grant execute on function finance.request_payment to finance_writer;
