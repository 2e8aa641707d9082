set local role yecai_books;

-- Takes the group's rates from a file in CSV with the columns from_currency, to_currency, rate_type (closing, average or transaction),
-- valid_on and rate: units of to_currency for 1 of from_currency. A closing rate and the average of a month are of its last
-- day. A rate that is there already with the same value stays as it is; another value supersedes it. The whole file or, when a
-- line is wrong, nothing. Writes for the whole group. Returns {lines, new, changed, unchanged}.
create or replace function finance.load_rates(csv text, idempotency_key text) returns jsonb
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    earlier jsonb;
    answer jsonb;
    lines bigint;
    changed bigint;
    written bigint;
begin
    perform books.require_scope(null);
    earlier := books.begin_write('load_rates', load_rates.idempotency_key, to_jsonb(coalesce(load_rates.csv, '')));
    if earlier is not null then
        return earlier;
    end if;
    perform books.refuse_lines(books.rate_faults(load_rates.csv));

    with given as (
        select g.* from books.given_rate(load_rates.csv) as g
    ),
    superseded as (
        update books.group_rate as r set superseded_at = clock_timestamp()
        from given as g
        where (r.from_currency, r.to_currency, r.rate_type, r.valid_on) = (g.from_currency, g.to_currency, g.rate_type, g.valid_on)
            and r.superseded_at = 'infinity'
            and r.rate <> g.rate
        returning r.from_currency, r.to_currency, r.rate_type, r.valid_on, r.version
    )
    select (select count(*) from given), count(*) into lines, changed from superseded as s;

    insert into books.group_rate (from_currency, to_currency, rate_type, valid_on, version, rate, recorded_by)
    select g.from_currency, g.to_currency, g.rate_type, g.valid_on, 1 + coalesce(l.version, 0), g.rate, books.writer()
    from books.given_rate(load_rates.csv) as g
    left join lateral (
        select max(r.version) as version, bool_or(r.superseded_at = 'infinity') as in_force
        from books.group_rate as r
        where (r.from_currency, r.to_currency, r.rate_type, r.valid_on) = (g.from_currency, g.to_currency, g.rate_type, g.valid_on)
    ) as l on true
    where l.in_force is not true;
    get diagnostics written = row_count;

    answer := jsonb_build_object(
        'lines', lines, 'new', written - changed, 'changed', changed, 'unchanged', lines - written);
    return books.end_write('load_rates', load_rates.idempotency_key, 'group rates', answer, answer);
end
$$;

-- The rates of a file whose lines are right.
create or replace function books.given_rate(csv text)
returns table (line_no integer, from_currency text, to_currency text, rate_type text, valid_on date, rate numeric)
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select
        c.line_no,
        c.record ->> 'from_currency',
        c.record ->> 'to_currency',
        c.record ->> 'rate_type',
        books.as_date(c.record ->> 'valid_on'),
        books.as_number(c.record ->> 'rate')
    from books.csv_record(given_rate.csv, array['from_currency', 'to_currency', 'rate_type', 'valid_on', 'rate'], '{}') as c
$$;

-- What is wrong with a file of rates: an array of {line, column, reason}, null if nothing is.
create or replace function books.rate_faults(csv text) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    with record as materialized (
        select
            c.line_no,
            c.fault,
            c.record ->> 'from_currency' as from_currency,
            c.record ->> 'to_currency' as to_currency,
            c.record ->> 'rate_type' as rate_type,
            c.record ->> 'valid_on' as given_day,
            books.as_date(c.record ->> 'valid_on') as valid_on,
            books.as_number(c.record ->> 'rate') as rate
        from books.csv_record(rate_faults.csv, array['from_currency', 'to_currency', 'rate_type', 'valid_on', 'rate'], '{}') as c
    ),
    found as (
        select r.line_no, f.place, f.column_name, f.reason
        from record as r
        cross join lateral (
            values
                (1, 'from_currency', case when r.from_currency !~ '^[A-Z]{3}$' or r.from_currency is null
                    then 'must be a currency code such as USD' end),
                (2, 'to_currency', case
                    when r.to_currency !~ '^[A-Z]{3}$' or r.to_currency is null then 'must be a currency code such as USD'
                    when r.to_currency = r.from_currency then 'is the same as from_currency' end),
                (3, 'rate_type', case when r.rate_type not in ('closing', 'average', 'transaction') or r.rate_type is null
                    then 'must be closing, average or transaction' end),
                (4, 'valid_on', case
                    when r.valid_on is null then 'must be a day such as 2024-03-31'
                    -- the day begins first at UTC+14
                    when r.valid_on > (statement_timestamp() at time zone 'UTC' + interval '14 hours')::date
                        then r.valid_on || ' is in the future'
                    when r.rate_type in ('closing', 'average')
                        and r.valid_on <> (date_trunc('month', r.valid_on::timestamp) + interval '1 month - 1 day')::date
                        then format('%s is not the last day of a month, as that of a %s rate must be', r.valid_on, r.rate_type) end),
                (5, 'rate', case when r.rate <= 0 or r.rate is null then 'must be a number above 0 such as 7.1' end)
        ) as f (place, column_name, reason)
        where r.fault is null and f.reason is not null
        union all
        select d.line_no, 4, 'valid_on', format('the same rate is in line %s already', d.first_line)
        from (
            select
                r.line_no,
                first_value(r.line_no) over (
                    partition by r.from_currency, r.to_currency, r.rate_type, r.valid_on order by r.line_no) as first_line
            from record as r
            where r.fault is null and r.valid_on is not null
        ) as d
        where d.line_no <> d.first_line
    )
    select jsonb_agg(x.fault order by x.line_no, x.place)
    from (
        select
            f.line_no, f.place, jsonb_build_object('line', f.line_no, 'column', f.column_name, 'reason', f.reason) as fault
        from found as f
        union all
        select r.line_no, 0, r.fault from record as r where r.fault is not null
        union all
        select 1, 0, jsonb_build_object('line', 1, 'column', null, 'reason', 'no line with a rate follows')
        where not exists (select from record)
    ) as x
$$;

revoke execute on function finance.load_rates, books.given_rate, books.rate_faults from public;
grant execute on function finance.load_rates to finance_writer;
