set local role yecai_books;

-- Sets what finance watches in the buying of a company in a currency. Orders of one supplier, each below approval_limit (net), that reach it
-- together within split_days are shown as split; an order at more than last_price_percent above the last price of its material, in orders
-- of the same kind, as too dear; a supplier whose bank details changed in the last bank_change_days (30 where it is null) while he is owed
-- something as changed, and his items are not proposed. A cash discount is taken where it yields more than cost_of_capital, in percent
-- a year; without it every discount is. What is null is not watched. Returns {version}.
create or replace function finance.set_buying_rule(
    company text, currency text, approval_limit numeric, split_days integer, last_price_percent numeric, bank_change_days integer,
    cost_of_capital numeric, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object(
        'company', company, 'currency', currency, 'approval_limit', approval_limit, 'split_days', split_days,
        'last_price_percent', last_price_percent, 'bank_change_days', bank_change_days, 'cost_of_capital', cost_of_capital);
    refused text;
    earlier jsonb;
    last books.buying_rule;
begin
    if coalesce(company, '') = '' or coalesce(currency, '') = '' then
        raise exception using errcode = '22023', message = 'company and currency must be given: say whose buying is meant';
    elsif (approval_limit is null) <> (split_days is null) then
        raise exception using errcode = '22023',
            message = 'approval_limit and split_days belong together: give both, or neither to watch no split orders';
    end if;
    select min(v.name || ' is ' || v.value) into refused
    from (
        values ('approval_limit', approval_limit), ('split_days', split_days::numeric), ('last_price_percent', last_price_percent),
            ('bank_change_days', bank_change_days::numeric), ('cost_of_capital', cost_of_capital)
    ) as v (name, value)
    where v.value < 0 or v.value in ('infinity', 'NaN') or (v.name = 'approval_limit' and v.value = 0) or (v.name like '%days' and v.value > 365);
    if refused is not null then
        raise exception using errcode = '22023', message = refused
            || ': give an approval_limit above 0, days from 0 to 365, and percent of 0 or above';
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('set_buying_rule', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select r.* into last
    from books.buying_rule as r
    where (r.company, r.currency) = (set_buying_rule.company, set_buying_rule.currency)
    order by r.version desc
    limit 1;
    update books.buying_rule as r set superseded_at = clock_timestamp()
    where (r.company, r.currency, r.version) = (last.company, last.currency, last.version) and r.superseded_at = 'infinity';
    insert into books.buying_rule (
        company, currency, version, approval_limit, split_days, last_price_percent, bank_change_days, cost_of_capital, recorded_by
    )
    values (
        company, currency, coalesce(last.version, 0) + 1, approval_limit, split_days, last_price_percent, bank_change_days,
        cost_of_capital, books.writer()
    );
    return books.end_write(
        'set_buying_rule', idempotency_key, company, content || jsonb_build_object('before', to_jsonb(last)),
        jsonb_build_object('version', coalesce(last.version, 0) + 1));
end
$$;

revoke execute on function finance.set_buying_rule from public;
grant execute on function finance.set_buying_rule to finance_writer;
