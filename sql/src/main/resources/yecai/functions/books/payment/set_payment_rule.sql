set local role yecai_books;

-- Says how many must approve a payment of a company from an amount in a currency on, for requests from now on. Who asks never counts. A
-- payment below all amounts needs one. Returns {version}.
create or replace function finance.set_payment_rule(
    company text, currency text, amount_from numeric, approvals integer, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object(
        'company', company, 'currency', currency, 'amount_from', amount_from, 'approvals', approvals);
    earlier jsonb;
    last books.payment_rule;
begin
    if coalesce(company, '') = '' or coalesce(currency, '') = '' then
        raise exception using errcode = '22023', message = 'company and currency must be given: say whose payments are meant';
    elsif amount_from is null or amount_from < 0 or amount_from in ('infinity', 'NaN') then
        raise exception using errcode = '22023', message = format(
            'amount_from is %s: it must be 0 or above', coalesce(amount_from::text, 'null'));
    elsif approvals is null or approvals not between 1 and 9 then
        raise exception using errcode = '22023', message = format(
            'approvals is %s: a payment needs 1 to 9 of them', coalesce(approvals::text, 'null'));
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('set_payment_rule', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select r.* into last
    from books.payment_rule as r
    where (r.company, r.currency, r.amount_from) = (set_payment_rule.company, set_payment_rule.currency, set_payment_rule.amount_from)
    order by r.version desc
    limit 1;
    update books.payment_rule as r
    set superseded_at = clock_timestamp()
    where (r.company, r.currency, r.amount_from, r.version) = (last.company, last.currency, last.amount_from, last.version)
        and r.superseded_at = 'infinity';
    insert into books.payment_rule (company, currency, amount_from, version, approvals, recorded_by)
    values (company, currency, amount_from, coalesce(last.version, 0) + 1, approvals, books.writer());
    return books.end_write(
        'set_payment_rule', idempotency_key, company, content || jsonb_build_object('before', to_jsonb(last)),
        jsonb_build_object('version', coalesce(last.version, 0) + 1));
end
$$;

revoke execute on function finance.set_payment_rule from public;
grant execute on function finance.set_payment_rule to finance_writer;
