-- Puts a table of canonical rows under the row policies, and makes the policies and rights it has those of here. Everything
-- that holds for each canonical table is said in this procedure and nowhere else.
--   capture_all      the capture login writes and reads everything; of schema books it only reads (capture_reads)
--   books_all        in schema books: the functions that write for finance add rows, and mark rows as superseded
--   reader_company   yecai_mart, which owns the scoped views, sees the companies of the reader
--   reader_any       instead of it for shared master data (no company): any reader with a scope sees them
--                    Where some rows are shared and some a company's (hub.has_shared_rows), one policy asks both with one question, since
--                    views look rates up in many places, each of which is planned for itself.
--   reader_narrowed  yecai_mart_narrow, which owns the views of narrowed readers, sees what these may
--   all_companies    yecai_mart_all sees everything; its views ask first whether the reader may
-- Columns by which readers search an index have no statistics: they would be those of all companies, and plans show them.
-- And no number of a row is NaN or infinite: one would make every sum of its company the same. Nor is a date: no month has it.
-- The document is parked.
-- Not granted on purpose: anything to readers, and anything to the owner, who is under the policies too (force).
create or replace procedure hub.govern(relation regclass)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    policy name;
    searched name;
    finite record;
    bounded smallint[];
    is_of_books constant boolean := relation::text like 'books.%';
    has_company constant boolean := exists (
        select from pg_attribute as a
        where a.attrelid = relation and a.attname = 'company' and not a.attisdropped
    );
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    for policy in select p.polname from pg_policy as p where p.polrelid = relation loop
        execute format('drop policy %I on %s', policy, relation);
    end loop;
    if is_of_books then
        execute format('create policy capture_reads on %s for select to yecai_capture using (true)', relation);
        execute format('create policy books_all on %s for all to yecai_books using (true) with check (true)', relation);
    else
        execute format(
            'create policy capture_all on %s for all to yecai_capture using (true) with check (true)', relation);
    end if;
    if hub.has_shared_rows(relation) then
        execute format(
            'create policy reader_company on %s for select to yecai_mart '
            'using ((company is null or company = any (hub.reader_companies())) and case when coalesce(company, ''*'') = any (('
            'select case when r.companies is not null then array_append(r.companies, ''*'') end from hub.reader_rights as r'
            ')::text[]) then true else false end)',
            relation);
    elsif has_company then
        -- The first condition is a constant of the plan, so that rows of other companies are never asked the second, and whether
        -- that was asked at all tells nothing of them. The second decides; the planner takes it for true of half the rows.
        execute format(
            'create policy reader_company on %s for select to yecai_mart '
            'using (company = any (hub.reader_companies()) and case '
            'when company = any ((select r.companies from hub.reader_rights as r)::text[]) then true else false end)',
            relation);
    else
        execute format(
            'create policy reader_any on %s for select to yecai_mart '
            'using ((select r.companies is not null from hub.reader_rights as r))', relation);
    end if;
    execute format(
        'create policy reader_narrowed on %s for select to yecai_mart_narrow using (%s)',
        relation,
        case
            when hub.has_shared_rows(relation)
                then 'array[''*'', coalesce(company, ''**'')] && ('
                    'select case when r.narrowed then array_append(r.narrow_companies, ''**'') end from hub.reader_rights as r)::text[]'
            else hub.narrow_condition(relation)
        end);
    execute format('create policy all_companies on %s for select to yecai_mart_all using (true)', relation);
    execute format('grant select on %s to yecai_mart, yecai_mart_all, yecai_mart_narrow', relation);
    if is_of_books then
        execute format('grant select on %s to yecai_capture', relation);
        execute format('grant select, insert on %s to yecai_books', relation);
        execute format('grant update (superseded_at) on %s to yecai_books', relation);
    else
        execute format('grant select, insert, update, delete on %s to yecai_capture', relation);
    end if;
    if has_company then
        for searched in
            select a.attname from pg_attribute as a
            inner join hub.plain_column as p on p.name = a.attname
            where a.attrelid = relation and not a.attisdropped and coalesce(a.attstattarget, -1) <> 0
        loop
            execute format('alter table %s alter column %I set statistics 0', relation, searched);
        end loop;
    end if;
    for finite in
        select x.* from (
            values ('numbers_are_finite', 'numeric'), ('dates_are_finite', 'date')
        ) as x (name, type)
        where relation::text ~ '^(canon|books)\.'
    loop
        bounded := array(
            select a.attnum from pg_attribute as a
            where a.attrelid = relation
                and a.atttypid = finite.type::regtype
                and a.attnum > 0
                and not a.attisdropped
            order by a.attnum
        );
        continue when bounded = coalesce(
            (select c.conkey from pg_constraint as c where c.conrelid = relation and c.conname = finite.name), '{}');
        execute format('alter table %s drop constraint if exists %I', relation, finite.name);
        -- Rows that are there already are not read again: the table may be large.
        execute (
            select format(
                'alter table %1$s add constraint %2$I check '
                '(greatest(%3$s) < ''infinity''::%4$s and least(%3$s) > ''-infinity''::%4$s) not valid',
                relation, finite.name, string_agg(quote_ident(a.attname), ', ' order by a.attnum), finite.type)
            from pg_attribute as a
            where a.attrelid = relation and a.attnum = any (bounded)
            having count(*) > 0
        );
    end loop;
    call hub.record_policies(relation);
end
$$;
