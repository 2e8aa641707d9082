-- The group's code of a company that a source has not named before: its own code, if no other company has that. Two companies
-- that happen to have the same code must not become one, since readers of the one would read the other; so a code that is taken
-- is refused, and the documents that name it are parked until the configuration says which company it is.
create or replace function hub.register_company(source text, source_company text) returns text
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
declare
    known text;
    taken_by text;
begin
    for attempt in 1..2 loop
        select c.company into known
        from hub.source_company as c
        where c.source = register_company.source and c.source_company = register_company.source_company;
        if found then
            return known;
        end if;
        select c.source into taken_by
        from hub.source_company as c
        where c.company = register_company.source_company
        order by c.is_first desc, c.source
        limit 1;
        if found or attempt = 2 then
            raise exception using errcode = 'P0C01', column = 'company', detail = register_company.source_company, message = format(
                'company %s of source %s has the code of a company of source %s: add to the configuration '
                'sources.%2$s.companies: {"%1$s": CODE}, where CODE is the company of the group that it is; "%1$s" itself if '
                'it is the same company', source_company, source, coalesce(taken_by, 'that is being loaded'));
        end if;
        -- a comparison may only read: this is what the code would be
        if current_setting('transaction_read_only')::boolean then
            return source_company;
        end if;
        -- waits for another source that is taking the same code, and then finds it taken
        insert into hub.source_company (source, source_company, company, mapped, is_first)
        values (
            register_company.source, register_company.source_company, register_company.source_company, false, true)
        on conflict do nothing;
    end loop;
end
$$;

-- The same where mappings ask for a company that they do not find. A function that says it changes nothing keeps the planner free
-- to evaluate a mapping for single documents; registering the same company again changes nothing.
create or replace function hub.unknown_company(source text, source_company text) returns text
language plpgsql stable strict
set search_path = pg_catalog, pg_temp
as $$
begin
    return hub.register_company(unknown_company.source, unknown_company.source_company);
end
$$;

-- The group's code of another company that a document names and that is none of its source's own: the same code, unless another
-- source's company has it; then only the configuration can say whether that is meant.
create or replace function hub.unknown_counterparty(source text, source_company text) returns text
language plpgsql stable strict
set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from hub.source_company as c where c.company = unknown_counterparty.source_company) then
        return hub.register_company(unknown_counterparty.source, unknown_counterparty.source_company);
    end if;
    return source_company;
end
$$;

revoke execute on function hub.register_company, hub.unknown_company, hub.unknown_counterparty from public;
grant execute on function hub.register_company, hub.unknown_company, hub.unknown_counterparty to yecai_capture;
