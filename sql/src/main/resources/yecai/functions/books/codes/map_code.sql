set local role yecai_books;

-- Says which code of the group a code of a source is, from a day on (null: for all days) until a day from which the map says something
-- else already. Without a code it says that the code is not mapped from then on. Documents follow by their own day, master data
-- have the last code. The capture derives again what it changes. dry_run: answers what that is and changes nothing.
create or replace function finance.map_code(
    kind text, source text, source_code text, code text, valid_from date, reason text, idempotency_key text,
    dry_run boolean default false
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    since constant date := coalesce(map_code.valid_from, '-infinity');
    fault text;
    loaded text;
    lines jsonb;
begin
    perform books.require_code_kind(map_code.kind);
    select w.name || ' ' || books.code_fault(w.value) into fault
    from (
        values ('source', map_code.source), ('source_code', map_code.source_code), ('code', coalesce(map_code.code, 'none')),
            ('reason', nullif(left(btrim(map_code.reason), 100), ''))
    ) as w (name, value)
    where books.code_fault(w.value) is not null
    limit 1;
    if fault is null and map_code.source !~ '^[a-z][a-z0-9_]{0,30}$' then
        fault := 'source is no name of a source';
    end if;
    if fault is not null then
        raise exception using errcode = '22023', message = 'the code cannot be mapped: ' || fault;
    end if;
    if books.missing_code_scope(map_code.source) is not null then
        perform books.require_scope(nullif(books.missing_code_scope(map_code.source), '*'));
    end if;
    if map_code.kind = 'company' then
        select c.company into loaded
        from hub.source_company as c
        where c.source = map_code.source and c.source_company = map_code.source_code;
        if since <> '-infinity' or map_code.code is null or loaded <> map_code.code then
            raise exception using errcode = '22023', message = format(
                'company %s of source %s cannot be mapped: %s', map_code.source_code, map_code.source, case
                    when loaded <> map_code.code
                        then 'the source is loaded with it as ' || loaded || '; set sources.' || map_code.source
                            || '.companies, and load it again with `yecai load --again`'
                    else 'a company has one code for all days'
                end);
        end if;
    end if;
    select jsonb_agg(to_jsonb(l)) into lines
    from (
        select
            m.source, m.source_code, m.code, m.valid_from, least(m.valid_to, since) as valid_to, m.reason
        from hub.code_map as m
        where m.kind = map_code.kind and m.source = map_code.source and m.source_code = map_code.source_code
            and m.replaced_at is null and m.valid_from < since
        union all
        select m.source, m.source_code, m.code, m.valid_from, m.valid_to, m.reason
        from hub.code_map as m
        where m.kind = map_code.kind and m.source = map_code.source and m.source_code = map_code.source_code
            and m.replaced_at is null and m.valid_from > since
        union all
        select
            map_code.source, map_code.source_code, map_code.code, since,
            coalesce((
                select min(m.valid_from)
                from hub.code_map as m
                where m.kind = map_code.kind and m.source = map_code.source and m.source_code = map_code.source_code
                    and m.replaced_at is null and m.valid_from > since
            ), 'infinity'),
            map_code.reason
    ) as l;
    return books.write_codes(
        'map_code', map_code.kind, lines, idempotency_key,
        jsonb_build_object(
            'kind', map_code.kind, 'source', map_code.source, 'source_code', map_code.source_code, 'code', map_code.code,
            'valid_from', since, 'reason', map_code.reason),
        dry_run);
end
$$;

revoke execute on function finance.map_code from public;
grant execute on function finance.map_code to finance_writer;
