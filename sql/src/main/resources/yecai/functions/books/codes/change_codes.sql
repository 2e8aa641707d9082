set local role yecai_books;

-- Puts lines into the code map in place of all that it has of their codes, and notes for each loaded source what is to be derived
-- again. A line without a code takes a code's map away. lines: source, source_code, code, valid_from, valid_to, reason of each. Answers what was
-- done, and by source what it changes (hub.code_difference). Called by functions of schema finance, which have checked the lines.
create or replace function books.change_codes(kind text, lines jsonb, writer text) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    -- the codes whose map is another one now, side by side; lines that are there already change nothing
    sources text[];
    codes text[];
    s record;
    differences jsonb := '[]';
begin
    select coalesce(array_agg(d.source), '{}'), coalesce(array_agg(d.source_code), '{}') into sources, codes
    from (
        select distinct x.source, x.source_code
        from (
            select l.source, l.source_code, l.code, l.valid_from, l.valid_to, 1 as wanted, 0 as there
            from jsonb_to_recordset(lines) as l (
                source text, source_code text, code text, valid_from date, valid_to date
            )
            where l.code is not null
            union all
            select m.source, m.source_code, m.code, m.valid_from, m.valid_to, 0, 1
            from hub.code_map as m
            inner join (
                select distinct l.source, l.source_code
                from jsonb_to_recordset(lines) as l (source text, source_code text)
            ) as l on l.source = m.source and l.source_code = m.source_code
            where m.kind = change_codes.kind and m.replaced_at is null
        ) as x
        group by x.source, x.source_code, x.code, x.valid_from, x.valid_to
        having sum(x.wanted) <> sum(x.there)
    ) as d;
    update hub.code_map as m
    set replaced_at = clock_timestamp(), replaced_by = writer
    from unnest(sources, codes) as c (source, source_code)
    where m.kind = change_codes.kind and m.source = c.source and m.source_code = c.source_code and m.replaced_at is null;
    insert into hub.code_map (kind, source, source_code, code, valid_from, valid_to, reason, set_by)
    select
        change_codes.kind, l.source, l.source_code, l.code, coalesce(l.valid_from, '-infinity'), coalesce(l.valid_to, 'infinity'),
        left(l.reason, 500), writer
    from jsonb_to_recordset(lines) as l (
        source text, source_code text, code text, valid_from date, valid_to date, reason text
    )
    inner join unnest(sources, codes) as c (source, source_code) on c.source = l.source and c.source_code = l.source_code
    where l.code is not null;
    for s in
        select c.source, array_agg(c.source_code) as codes
        from unnest(sources, codes) as c (source, source_code)
        inner join hub.source as h on h.source = c.source and h.loaded_at is not null
        group by c.source
        order by c.source
    loop
        insert into hub.code_change (source, kind, source_code, requested_by)
        select s.source, change_codes.kind, x.code, writer
        from unnest(s.codes) as x (code);
        differences := differences || coalesce((
            select jsonb_agg(jsonb_build_object('source', s.source) || to_jsonb(d)
                order by d.entity, d.code_column, d.period, d.currency, d.code_before, d.code_after)
            from hub.code_difference(s.source, change_codes.kind, s.codes) as d
        ), '[]');
    end loop;
    return jsonb_build_object(
        'kind', change_codes.kind, 'lines', jsonb_array_length(lines), 'changed_codes', cardinality(codes),
        'difference', differences);
end
$$;

-- The same as a write of verb with the writer's key; or, as a dry run, only the answer.
create or replace function books.write_codes(
    verb text, kind text, lines jsonb, idempotency_key text, content jsonb, dry_run boolean
) returns jsonb
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    answer jsonb;
begin
    if dry_run then
        begin
            answer := books.change_codes(kind, lines, books.writer());
            raise exception using errcode = 'P0C09', message = 'a dry run keeps nothing';
        exception when sqlstate 'P0C09' then
            return answer || '{"dry_run": true}';
        end;
    end if;
    answer := books.begin_write(verb, idempotency_key, content);
    if answer is not null then
        return answer || '{"repeated": true}';
    end if;
    answer := books.change_codes(kind, lines, books.writer());
    perform books.end_write(
        verb, idempotency_key, kind || ' codes', (answer - 'difference') || jsonb_build_object('content', left(content::text, 1000)),
        answer - 'difference');
    return answer;
end
$$;

revoke execute on function books.change_codes, books.write_codes from public;
