-- Reads events. An event of a company is seen by who may read all rows of that company in the type's dataset: readers who are narrowed to
-- plants, cost centers or customer groups see none of them.

set local role yecai_access;

-- For whom: the role whose rights count, the person whom events of access may be about, and whether it sees what DBAs see. At most 50,000
-- positions are looked at. next is where to go on, also where nothing was found.
create or replace function hub.events_of(
    reader name, person text, sees_operations boolean, after bigint, most integer, types text[]
) returns table (events jsonb, next bigint, removed_through bigint)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    turn hub.event_turn;
    rights record;
    readable text[];
    shown bigint;
    horizon bigint;
begin
    select t.* into turn from hub.event_turn as t;
    horizon := least(turn.position, events_of.after + 50000);
    select r.all_companies, r.companies, r.narrowed into rights from hub.rights_of_reader(events_of.reader) as r;
    -- by the catalogue: the functions' owner may not use the readers' schemas
    readable := array(
        select t.type from hub.event_type as t
        inner join pg_namespace as n on n.nspname = split_part(t.dataset, '.', 1)
        inner join pg_class as c on c.relnamespace = n.oid and c.relname = split_part(t.dataset, '.', 2)
        where has_table_privilege(events_of.reader, c.oid, 'select')
    );
    select coalesce(jsonb_agg(to_jsonb(e) order by e.position), '[]'), count(*), max(e.position)
    into events_of.events, shown, events_of.next
    from (
        select
            x.position, x.event_id, x.type, x.source, x.company, x.principal, x.subject, x.data, x.happened_at, t.dataset,
            hub.rule('hub_id') as hub
        from hub.event as x
        inner join hub.event_type as t on t.type = x.type
        where x.position > events_of.after
            and x.position <= horizon
            and (cardinality(events_of.types) = 0 or x.type = any (events_of.types))
            and (
                events_of.sees_operations and x.company is null
                or x.principal = events_of.person
                or x.type = any (readable) and case
                    when x.company is null then rights.all_companies or rights.companies is not null or rights.narrowed
                    else rights.all_companies or x.company = any (rights.companies)
                end
            )
        order by x.position
        limit events_of.most
    ) as e;
    if shown < events_of.most then
        events_of.next := greatest(horizon, events_of.after);
    end if;
    events_of.removed_through := turn.removed_through;
    return next;
end
$$;

-- The caller's events after a position; types: none means all.
create or replace function hub.events_after(after bigint, most integer, types text[])
returns table (events jsonb, next bigint, removed_through bigint)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select e.events, e.next, e.removed_through
    from hub.events_of(
        hub.acting_role()::name, hub.acting_person(),
        pg_has_role(hub.acting_role()::name, 'yecai_dba', 'member'), after, least(most, 1000), types
    ) as e
$$;

revoke execute on function hub.events_of, hub.events_after from public;
grant execute on function hub.events_after
to yecai_dba, yecai_approver, finance_reader, production_reader, reporting_reader;
