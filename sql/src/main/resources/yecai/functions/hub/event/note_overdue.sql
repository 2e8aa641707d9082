-- Tells of the receivables whose due date has passed, when the day of their company has changed; once, since the day is noted in the same
-- transaction. The first time it only notes the day: what is overdue already is no event.

set local role yecai_mart_all;

create or replace function hub.note_overdue() returns integer
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    day record;
    told integer;
    caused integer := 0;
begin
    for day in
        select c.source, c.company, c.today, o.due_before
        from (
            select x.source, x.company, (statement_timestamp() at time zone coalesce(x.time_zone, 'UTC'))::date as today
            from canon.company as x
            where x.company is not null
        ) as c
        left join hub.overdue_through as o on o.source = c.source and o.company = c.company
        where o.due_before is distinct from c.today
    loop
        insert into hub.overdue_through as o (source, company, due_before)
        values (day.source, day.company, day.today)
        on conflict (source, company) do update set due_before = excluded.due_before
        where o.due_before = day.due_before;
        continue when not found or day.due_before is null;
        insert into hub.outbox (type, source, company, subject, data)
        select 'receivable.overdue', i.source, i.company, i.entity_key, jsonb_build_object(
            'kind', i.kind, 'document_no', i.document_no, 'due_date', i.due_date)
        from canon.receivable_item as i
        where i.source = day.source
            and i.company = day.company
            and i.due_date >= day.due_before
            and i.due_date < day.today
            and (i.open_transaction <> 0 or i.open_ledger <> 0);
        get diagnostics told = row_count;
        caused := caused + told;
    end loop;
    return caused;
end
$$;

revoke execute on function hub.note_overdue from public;
grant execute on function hub.note_overdue to yecai_api;
