set local role yecai_books;

-- Takes the approved requests of a company that are to be paid up to a day, for the bank: each once. What the ERP has less open of by now
-- stays behind, with the reason. Returns {payments: [{request, supplier, currency, amount, pay_on, document_no}], refused: [{request, reason}]}.
create or replace function finance.export_payments(company text, up_to date, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('company', company, 'up_to', up_to);
    asked books.payment_request;
    earlier jsonb;
    obstacle text;
    payments jsonb := '[]';
    refused jsonb := '[]';
begin
    if coalesce(company, '') = '' or up_to is null then
        raise exception using errcode = '22023', message = 'give the company, and the day up to which its approved requests are to be paid';
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('export_payments', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    for asked in
        select r.*
        from books.payment_request as r
        where r.company = export_payments.company and r.state = 'approved' and r.superseded_at = 'infinity' and r.pay_on <= up_to
        order by r.pay_on, substr(r.request, 3)::bigint
    loop
        obstacle := books.payment_obstacle(asked);
        if obstacle is not null then
            refused := refused || jsonb_build_object('request', asked.request, 'reason', obstacle);
            continue;
        end if;
        perform books.move_payment(asked, 'exported', null, null);
        payments := payments || jsonb_build_object(
            'request', asked.request, 'supplier', asked.supplier, 'currency', asked.transaction_currency, 'amount', asked.amount,
            'pay_on', asked.pay_on, 'document_no', asked.document_no);
    end loop;
    return books.end_write(
        'export_payments', idempotency_key, company, content || jsonb_build_object('payments', payments, 'refused', refused),
        jsonb_build_object('payments', payments, 'refused', refused));
end
$$;

-- Says which payment of the ERP an exported request became, by its number. That of an item is found by itself, once the ERP has settled the item
-- with it; that of a prepayment is not. It must be to the same supplier, in the same currency, and of at least the amount.
create or replace function finance.confirm_payment(request text, payment_no text, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('request', request, 'payment_no', payment_no);
    asked books.payment_request := books.request_of(request);
    earlier jsonb;
    made record;
    obstacle text;
begin
    earlier := books.begin_write('confirm_payment', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    asked := books.request_of(request);
    select m.* into made from hub.payment_made(asked.source, asked.company, asked.supplier, payment_no) as m;
    obstacle := case
        when asked.state <> 'exported' then format('it is %s', asked.state)
        when made.entity_key is null then format('the ERP has no payment %s to supplier %s', coalesce(payment_no, 'null'), asked.supplier)
        when made.currency <> asked.transaction_currency
            then format('payment %s is in %s, and %s was asked for', payment_no, made.currency, asked.transaction_currency)
        when made.amount < asked.amount + coalesce((
            select sum(r.amount)
            from books.payment_request as r
            where r.source = asked.source and r.payment = made.entity_key and r.superseded_at = 'infinity' and r.state = 'paid'
        ), 0)
            then format('payment %s is of %s, which does not cover %s beside what it is confirmed for already', payment_no, made.amount, asked.amount)
    end;
    if obstacle is not null then
        return books.refuse_payment('confirm_payment', idempotency_key, asked, asked.state, obstacle);
    end if;
    perform books.move_payment(asked, 'paid', made.entity_key, null);
    return books.end_write(
        'confirm_payment', idempotency_key, asked.request, content || jsonb_build_object('company', asked.company),
        jsonb_build_object('request', asked.request, 'state', 'paid'));
end
$$;

revoke execute on function finance.export_payments, finance.confirm_payment from public;
grant execute on function finance.export_payments, finance.confirm_payment to finance_writer;
