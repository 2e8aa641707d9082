set local role yecai_books;

-- Sets from which size on a variance of a company's production orders counts as waste (finance.waste): of components of one material group,
-- or of all (null) and of hours. It must be above usage_percent of its standard and above amount, in the company's currency; a limit that is
-- null holds nothing back, and a row with neither makes nothing waste. Returns {version}.
create or replace function finance.set_cost_tolerance(
    company text, material_group text, usage_percent numeric, amount numeric, idempotency_key text
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    content constant jsonb := jsonb_build_object(
        'company', company, 'material_group', material_group, 'usage_percent', usage_percent, 'amount', amount);
    refused text;
    earlier jsonb;
    last books.tolerance_cost;
begin
    if coalesce(company, '') = '' then
        raise exception using errcode = '22023', message = 'company must be given: say whose production orders are meant';
    end if;
    select min(v.name || ' is ' || v.value) into refused
    from (values ('usage_percent', usage_percent), ('amount', amount)) as v (name, value)
    where v.value < 0 or v.value in ('infinity', 'NaN');
    if refused is not null then
        raise exception using errcode = '22023', message = refused || ': a limit is 0 or above';
    end if;
    perform books.require_scope(company);
    earlier := books.begin_write('set_cost_tolerance', idempotency_key, content);
    if earlier is not null then
        return earlier;
    end if;
    select t.* into last
    from books.tolerance_cost as t
    where (t.company, t.material_group) = (set_cost_tolerance.company, coalesce(set_cost_tolerance.material_group, ''))
    order by t.version desc
    limit 1;
    update books.tolerance_cost as t set superseded_at = clock_timestamp()
    where (t.company, t.material_group, t.version) = (last.company, last.material_group, last.version)
        and t.superseded_at = 'infinity';
    insert into books.tolerance_cost (company, material_group, version, usage_percent, amount, recorded_by)
    values (company, coalesce(material_group, ''), coalesce(last.version, 0) + 1, usage_percent, amount, books.writer());
    return books.end_write(
        'set_cost_tolerance', idempotency_key, company, content || jsonb_build_object('before', to_jsonb(last)),
        jsonb_build_object('version', coalesce(last.version, 0) + 1));
end
$$;

revoke execute on function finance.set_cost_tolerance from public;
grant execute on function finance.set_cost_tolerance to finance_writer;
