set local role yecai_books;

-- Takes a file of codes of one kind in CSV with the columns source, source_code, code and, if it likes, valid_from, valid_to (the first day on
-- which it no longer holds) and reason; a line for each code and period. What it says of a code takes the place of all that was said
-- of it; a line without a code takes it away. The whole file or, when a line is wrong, nothing. dry_run: answers what it would
-- change, and changes nothing. Returns {kind, lines, changed_codes, difference}.
create or replace function finance.load_codes(
    kind text, csv text, reason text, idempotency_key text, dry_run boolean default false
) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
begin
    perform books.require_code_kind(load_codes.kind);
    if coalesce(btrim(load_codes.reason), '') = '' then
        raise exception using errcode = '22023', message = 'a file of codes needs a reason: say why they are mapped';
    end if;
    perform books.refuse_lines(books.code_faults(load_codes.kind, load_codes.csv));
    return books.write_codes(
        'load_codes',
        load_codes.kind,
        (
            select jsonb_agg(jsonb_build_object(
                'source', c.source, 'source_code', c.source_code, 'code', c.code, 'valid_from', c.first_day, 'valid_to', c.end_day,
                'reason', coalesce(c.reason, load_codes.reason)))
            from books.given_code(load_codes.csv) as c
        ),
        idempotency_key,
        jsonb_build_object('kind', load_codes.kind, 'csv', load_codes.csv, 'reason', load_codes.reason),
        dry_run);
end
$$;

-- The lines of a file of codes.
create or replace function books.given_code(csv text)
returns table (
    line_no integer, fault jsonb, source text, source_code text, code text, valid_from text, valid_to text, reason text,
    first_day date, end_day date
)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select
        c.line_no,
        c.fault,
        c.record ->> 'source',
        c.record ->> 'source_code',
        c.record ->> 'code',
        c.record ->> 'valid_from',
        c.record ->> 'valid_to',
        c.record ->> 'reason',
        coalesce(books.as_date(c.record ->> 'valid_from'), '-infinity'),
        coalesce(books.as_date(c.record ->> 'valid_to'), 'infinity')
    from books.csv_record(given_code.csv, '{source,source_code,code}', '{valid_from,valid_to,reason}') as c
$$;

-- What is wrong with a file of codes of a kind: an array of {line, column, reason}, null if nothing is.
create or replace function books.code_faults(kind text, csv text) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with given as materialized (
        select g.* from books.given_code(code_faults.csv) as g
    ),
    scope as materialized (
        select s.source, books.missing_code_scope(s.source) as missing
        from (select distinct g.source from given as g where g.source is not null) as s
    ),
    found as (
        select g.line_no, f.place, f.column_name, f.reason
        from given as g
        left join scope as s on s.source = g.source
        left join hub.source_company as c
            on code_faults.kind = 'company' and c.source = g.source and c.source_company = g.source_code
        cross join lateral (
            values
                (1, 'source', coalesce(
                    books.code_fault(g.source),
                    case
                        when g.source !~ '^[a-z][a-z0-9_]{0,30}$' then 'is no name of a source'
                        when s.missing is not null
                            then format('is one for all of which you may not write: it needs the scope company %s', s.missing)
                    end)),
                (2, 'source_code', books.code_fault(g.source_code)),
                (3, 'code', case when g.code is not null then books.code_fault(g.code) end),
                (3, 'code', case
                    when code_faults.kind = 'company' and g.code is distinct from c.company and c.company is not null
                        then format('is another than %s, with which the source is loaded: load it again', c.company)
                end),
                (4, 'valid_from', case
                    when g.valid_from is not null and g.first_day = '-infinity' then 'must be a day such as 2024-03-31'
                    when code_faults.kind = 'company' and (g.valid_from is not null or g.valid_to is not null)
                        then 'is given, but a company has one code for all days'
                end),
                (5, 'valid_to', case
                    when g.valid_to is not null and g.end_day = 'infinity' then 'must be a day such as 2024-03-31'
                    when g.end_day <= g.first_day then 'is not after valid_from'
                end)
        ) as f (place, column_name, reason)
        where g.fault is null and f.reason is not null
        union all
        select o.line_no, 4, 'valid_from', format('line %s says another code for the same days', o.other_line)
        from (
            select
                g.line_no,
                lag(g.line_no) over (partition by g.source, g.source_code order by g.first_day, g.line_no) as other_line,
                g.first_day < max(g.end_day) over (
                    partition by g.source, g.source_code order by g.first_day, g.line_no
                    rows between unbounded preceding and 1 preceding
                ) as overlaps
            from given as g
            where g.fault is null and g.first_day < g.end_day
        ) as o
        where o.overlaps
    )
    select jsonb_agg(x.fault order by x.line_no, x.place)
    from (
        select
            f.line_no, f.place, jsonb_build_object('line', f.line_no, 'column', f.column_name, 'reason', f.reason) as fault
        from found as f
        union all
        select g.line_no, 0, g.fault from given as g where g.fault is not null
        union all
        select 1, 0, jsonb_build_object('line', 1, 'column', null, 'reason', 'no line with a code follows')
        where not exists (select from given)
    ) as x
$$;

revoke execute on function finance.load_codes, books.given_code, books.code_faults from public;
grant execute on function finance.load_codes to finance_writer;
