set local role yecai_books;

-- Sets what suppliers' invoices of a company may differ from their orders and receipts: of one supplier or of all (null), of one kind of
-- material or of all (null); finance.three_way_match takes the row of the supplier and the kind, then of the supplier, then of the kind,
-- then of all. price_percent and price_amount (per unit, in the order's currency) are limits of the price; price_rule says whether
-- one of them that is given holds a price up, or only both. quantity_percent is of the ordered quantity; early_days is how long before the
-- promised day a receipt may come, any time where it is null. Without a limit of the price, or of the quantity, it must be that of the
-- order and the receipt. A row without any limit is none. Returns {version}.
create or replace function finance.set_tolerance(
    company text, supplier text, material_kind text, price_percent numeric, price_amount numeric, quantity_percent numeric,
    early_days integer, price_rule text, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    its_rule constant text := coalesce(price_rule, 'either');
    content constant jsonb := jsonb_build_object(
        'company', company, 'supplier', supplier, 'material_kind', material_kind, 'price_percent', price_percent,
        'price_amount', price_amount, 'quantity_percent', quantity_percent, 'early_days', early_days, 'price_rule', its_rule);
    refused text;
    earlier jsonb;
    last books.tolerance;
begin
    if coalesce(company, '') = '' then
        raise exception using errcode = '22023', message = 'company must be given: say whose invoices are meant';
    elsif its_rule not in ('both', 'either') then
        raise exception using errcode = '22023', message = format('price_rule is %L: it must be both or either', its_rule);
    end if;
    select min(v.name || ' is ' || v.value) into refused
    from (
        values ('price_percent', price_percent), ('price_amount', price_amount), ('quantity_percent', quantity_percent),
            ('early_days', early_days::numeric)
    ) as v (name, value)
    where v.value < 0 or v.value in ('infinity', 'NaN');
    if refused is not null then
        raise exception using errcode = '22023', message = refused || ': a limit is 0 or above';
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('set_tolerance', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select t.* into last
    from books.tolerance as t
    where (t.company, t.supplier, t.material_kind)
        = (set_tolerance.company, coalesce(set_tolerance.supplier, ''), coalesce(set_tolerance.material_kind, ''))
    order by t.version desc
    limit 1;
    update books.tolerance as t set superseded_at = clock_timestamp()
    where (t.company, t.supplier, t.material_kind, t.version) = (last.company, last.supplier, last.material_kind, last.version)
        and t.superseded_at = 'infinity';
    insert into books.tolerance (
        company, supplier, material_kind, version, price_percent, price_amount, quantity_percent, early_days, price_rule, recorded_by
    )
    values (
        company, coalesce(supplier, ''), coalesce(material_kind, ''), coalesce(last.version, 0) + 1, price_percent, price_amount,
        quantity_percent, early_days, its_rule, books.writer()
    );
    return books.end_write(
        'set_tolerance', idempotency_key, company, content || jsonb_build_object('before', to_jsonb(last)),
        jsonb_build_object('version', coalesce(last.version, 0) + 1));
end
$$;

revoke execute on function finance.set_tolerance from public;
grant execute on function finance.set_tolerance to finance_writer;
