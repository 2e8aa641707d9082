set local role yecai_books;

-- Sets the historical rate of a company's equity: what is posted to the account from valid_from on, until the next day that has one, is
-- translated at it. account is null for all equity accounts that have no rate of their own; a rate of null takes the one of that
-- day back. Returns {version}.
create or replace function finance.set_equity_rate(
    company text, account text, from_currency text, to_currency text, valid_from date, rate numeric, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object(
        'company', company, 'account', account, 'from_currency', from_currency, 'to_currency', to_currency,
        'valid_from', valid_from, 'rate', rate);
    its_account constant text := coalesce(account, '');
    earlier jsonb;
    last books.equity_rate;
begin
    if coalesce(company, '') = '' or valid_from is null then
        raise exception using errcode = '22023', message = 'company and valid_from must be given: say whose equity it is, and from which day';
    elsif from_currency !~ '^[A-Z]{3}$' or to_currency !~ '^[A-Z]{3}$' or from_currency = to_currency
        or from_currency is null or to_currency is null
    then
        raise exception using errcode = '22023', message = format(
            'from_currency %s and to_currency %s must be two currency codes such as USD and CNY', from_currency, to_currency);
    elsif not coalesce(rate > 0 and rate < 'infinity', true) then
        raise exception using errcode = '22023', message = format('rate is %s: it must be above 0', rate);
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('set_equity_rate', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select r.* into last
    from books.equity_rate as r
    where (r.company, r.account, r.from_currency, r.to_currency, r.valid_from)
        = (set_equity_rate.company, its_account, set_equity_rate.from_currency, set_equity_rate.to_currency, set_equity_rate.valid_from)
    order by r.version desc
    limit 1;
    update books.equity_rate as r set superseded_at = clock_timestamp()
    where (r.company, r.account, r.from_currency, r.to_currency, r.valid_from, r.version)
        = (last.company, last.account, last.from_currency, last.to_currency, last.valid_from, last.version);
    insert into books.equity_rate (company, account, from_currency, to_currency, valid_from, version, rate, recorded_by)
    values (company, its_account, from_currency, to_currency, valid_from, coalesce(last.version, 0) + 1, rate, books.writer());
    return books.end_write(
        'set_equity_rate', idempotency_key, company, content || jsonb_build_object('before', last.rate),
        jsonb_build_object('version', coalesce(last.version, 0) + 1));
end
$$;

-- Sets at which rates a company's revenue and expense are translated: 'average' of the month, or 'transaction', that of each
-- entry's day. Holds for all periods. Returns {version}.
create or replace function finance.set_translation_basis(company text, basis text, reason text, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object('company', company, 'basis', basis, 'reason', reason);
    earlier jsonb;
    last books.translation_basis;
begin
    if coalesce(company, '') = '' then
        raise exception using errcode = '22023', message = 'company must be given: say whose revenue and expense are meant';
    elsif basis is null or basis not in ('average', 'transaction') then
        raise exception using errcode = '22023', message = format(
            'basis is %s: it must be average or transaction', coalesce(quote_literal(basis), 'null'));
    elsif coalesce(btrim(reason), '') = '' then
        raise exception using errcode = '22023', message = 'a basis needs a reason: say why it is chosen';
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('set_translation_basis', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select b.* into last
    from books.translation_basis as b
    where b.company = set_translation_basis.company
    order by b.version desc
    limit 1;
    update books.translation_basis as b set superseded_at = clock_timestamp()
    where b.company = last.company and b.version = last.version;
    insert into books.translation_basis (company, version, basis, reason, recorded_by)
    values (company, coalesce(last.version, 0) + 1, basis, left(reason, 500), books.writer());
    return books.end_write(
        'set_translation_basis', idempotency_key, company, content || jsonb_build_object('before', last.basis),
        jsonb_build_object('version', coalesce(last.version, 0) + 1));
end
$$;

revoke execute on function finance.set_equity_rate, finance.set_translation_basis from public;
grant execute on function finance.set_equity_rate, finance.set_translation_basis to finance_writer;
