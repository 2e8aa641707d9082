set local role yecai_books;

-- The records of a text in CSV (RFC 4180: commas, double quotes, lines of any kind of end; a byte order mark is skipped) below a line that
-- names the columns, in any order: all of `required`, any of `optional`, and no other. Each has the line in which it begins and its
-- fields by column, trimmed, an empty one as null. A record that cannot be taken has a fault {line, column, reason} instead. Empty
-- lines are left out. A wrong first line is an error as of books.refuse_lines.
create or replace function books.csv_record(csv text, required text[], optional text[])
returns table (line_no integer, record jsonb, fault jsonb)
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    lines integer[];
    records jsonb[];
    names text[];
begin
    with token as (
        select t.n, t.m[1] as field, t.m[2] as ending
        from regexp_matches(
            ltrim(coalesce(csv_record.csv, ''), U&'\FEFF'),
            '("(?:[^"]|"")*"|"[^,\r\n]*|[^",\r\n][^,\r\n]*|)(,|\r\n|\r|\n|$)', 'g'
        ) with ordinality as t (m, n)
    ),
    placed as (
        select
            t.n,
            t.field,
            count(*) filter (where t.ending <> ',') over before as record_no,
            1 + coalesce(sum(
                case when t.field || t.ending ~ '[\r\n]' then regexp_count(t.field || t.ending, '\r\n|\r|\n') else 0 end
            ) over before, 0) as line
        from token as t
        window before as (order by t.n rows between unbounded preceding and 1 preceding)
    ),
    gathered as (
        select
            p.record_no,
            min(p.line)::integer as line,
            jsonb_agg(
                case
                    when p.field !~ '^"' then to_jsonb(nullif(btrim(p.field), ''))
                    when p.field ~ '^"([^"]|"")*"$'
                        then to_jsonb(nullif(btrim(replace(substr(p.field, 2, length(p.field) - 2), '""', '"')), ''))
                    -- a quote that does not close, or has something behind it
                    else 'false'::jsonb
                end
                order by p.n
            ) as fields
        from placed as p
        group by p.record_no
        having count(*) > 1 or min(p.field) <> ''
    )
    select array_agg(g.line order by g.record_no), array_agg(g.fields order by g.record_no)
    into lines, records
    from gathered as g;

    names := array(
        select lower(coalesce(f.name, '')) from jsonb_array_elements_text(records[1]) with ordinality as f (name, n) order by f.n);
    perform books.refuse_lines((
        select jsonb_agg(jsonb_build_object('line', coalesce(lines[1], 1), 'column', f.name, 'reason', f.reason))
        from (
            select n.name, format('is no column of this file: it has %s', array_to_string(required || optional, ', ')) as reason
            from unnest(names) as n (name)
            where n.name <> all (required || optional)
            union all
            select r.name, 'is missing: the first line names the columns'
            from unnest(required) as r (name)
            where r.name <> all (names)
            union all
            select n.name, 'is named twice'
            from unnest(names) as n (name)
            where n.name = any (required || optional)
            group by n.name
            having count(*) > 1
        ) as f
    ));

    return query
    select
        x.line,
        case when f.reason is null then jsonb_object(names, array(select v.value from jsonb_array_elements_text(x.fields) as v (value))) end,
        case when f.reason is not null then jsonb_build_object('line', x.line, 'column', null, 'reason', f.reason) end
    from unnest(lines[2:], records[2:]) with ordinality as x (line, fields, n)
    cross join lateral (
        select case
            when x.fields @> '[false]' then 'has a field whose quotes do not close, or have something behind them'
            when jsonb_array_length(x.fields) <> cardinality(names)
                then format('has %s fields instead of %s', jsonb_array_length(x.fields), cardinality(names))
        end as reason
    ) as f
    order by x.n;
end
$$;

-- Refuses a whole file for its faults: an array of {line, column, reason}; null or empty is none. The message names the first
-- twenty, the error's detail is all of them as JSON.
create or replace function books.refuse_lines(faults jsonb) returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    found constant integer := coalesce(jsonb_array_length(faults), 0);
begin
    if found = 0 then
        return;
    end if;
    raise exception using
        errcode = '22023',
        message = format('the file is refused, nothing of it was written, for %s: ', case found when 1 then 'one fault' else found || ' faults' end)
            || (
                select string_agg(
                    format('line %s%s %s', f.fault ->> 'line', ', column ' || (f.fault ->> 'column') || ':', f.fault ->> 'reason'),
                    '; ' order by f.n)
                from jsonb_array_elements(faults) with ordinality as f (fault, n)
                where f.n <= 20
            )
            || case when found > 20 then format('; and %s more, which the error''s detail lists', found - 20) else '' end,
        detail = faults::text;
end
$$;

-- A text of a file as a day, such as 2024-03-31, or as a number with a point; null where it is none.
create or replace function books.as_date(value text) returns date
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
begin
    return case when value ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' then value::date end;
exception when datetime_field_overflow or invalid_datetime_format then
    return null;
end
$$;

create or replace function books.as_number(value text) returns numeric
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select case when value ~ '^-?[0-9]{1,20}(\.[0-9]{1,20})?$' then value::numeric end
$$;

revoke execute on function books.csv_record, books.refuse_lines, books.as_date, books.as_number from public;
