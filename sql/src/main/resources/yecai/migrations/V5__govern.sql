-- Puts a table of canonical rows under the row policies; called once after each table is made.
--   capture_all      the capture login writes and reads everything
--   reader_company   yecai_mart, which owns the scoped views, sees the companies of the reader
--   reader_any       instead of it for shared master data (no company): any reader with a scope sees them
--   all_companies    yecai_mart_all sees everything; its views ask first whether the reader may
-- Not granted on purpose: anything to readers, and anything to the owner, who is under the policies too (force).
create procedure hub.govern(relation regclass)
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    has_company constant boolean := exists (
        select from pg_attribute as a
        where a.attrelid = relation and a.attname = 'company' and not a.attisdropped
    );
begin
    execute format('alter table %s enable row level security', relation);
    execute format('alter table %s force row level security', relation);
    execute format(
        'create policy capture_all on %s for all to yecai_capture using (true) with check (true)', relation);
    if has_company then
        execute format(
            'create policy reader_company on %s for select to yecai_mart '
            'using (company = any (array(select r.company from hub.reader_company as r)))', relation);
    else
        execute format(
            'create policy reader_any on %s for select to yecai_mart '
            'using ((select exists (select from hub.reader_company)))', relation);
    end if;
    execute format('create policy all_companies on %s for select to yecai_mart_all using (true)', relation);
    execute format('grant select on %s to yecai_mart, yecai_mart_all', relation);
    execute format('grant select, insert, update, delete on %s to yecai_capture', relation);
end
$$;

call hub.govern('hub.control_total');
