-- The capture writes canonical tables that it does not own, and only an owner may analyze a table (or, from PostgreSQL 17
-- on, who was granted to maintain it). Without statistics after the first load, plans are made for empty tables, and
-- readers and the capture itself keep them. An impatient caller leaves out a table that another session is at.

create or replace function hub.analyze_canonical(entity text, is_patient boolean default true) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from pg_class as c
        where c.relnamespace = 'canon'::regnamespace and c.relname = entity and c.relkind in ('r', 'p')
    ) then
        raise exception 'there is no canonical table named %', entity using errcode = 'undefined_table';
    end if;
    execute format('analyze %s canon.%I', case when is_patient then '' else '(skip_locked)' end, entity);
end
$$;

grant execute on function hub.analyze_canonical to yecai_capture;
